import {
  parseDerived,
  type Position,
  type SyncEvent,
  type SyncHeld,
  type SyncRequested,
} from '@parley/contracts';
import { decodeEvent, type LogRecord, type OutgoingMessage } from '@parley/event-log';

/** A message as the record it becomes. */
export function recordOf({ topic, key, value, headers }: OutgoingMessage, offset = 0): LogRecord {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return { topic, partition: 0, offset, timestamp: 0, key: Buffer.from(key), value: bytes, headers };
}

/** Reads a record of the decisions topic by the contracts. */
export function readDecision(record: LogRecord): SyncEvent {
  const decoded = decodeEvent(record);
  if (!decoded.ok) throw new Error(`no event: ${decoded.detail}`);
  const parsed = parseDerived('syncRequests', decoded.event);
  if (!parsed.ok) throw new Error(`fits no contract: ${JSON.stringify(parsed.faults)}`);
  return parsed.event;
}

/** A ticket as everybody who reads the decisions sees it in the end. */
export interface Target {
  readonly conversationId: string;
  readonly mode: string;
  readonly requester: string;
  readonly firedAt: number;
  readonly through: number;
  readonly frozen: boolean;
}

/** Merges decisions as contracts 4 has it, whatever their order: positions by maximum, the rest by the highest version. */
export class Told {
  private readonly requested = new Map<string, SyncRequested['data']>();
  private readonly through = new Map<string, Position>();
  private readonly held = new Map<string, SyncHeld['data']>();
  readonly ids = new Set<string>();
  count = 0;

  add(event: SyncEvent): void {
    this.count += 1;
    this.ids.add(event.id);
    if (event.type === 'parley.sync.held.v1') {
      const known = this.held.get(event.data.conversationId);
      if (known === undefined || known.version < event.data.version)
        this.held.set(event.data.conversationId, event.data);
      return;
    }
    if (event.type === 'parley.sync.decided.v1') return;
    const { ticketKey, throughPosition, version } = event.data;
    const known = this.requested.get(ticketKey);
    if (known === undefined || known.version < version) this.requested.set(ticketKey, event.data);
    const before = this.through.get(ticketKey);
    if (before === undefined || before.offset < throughPosition.offset)
      this.through.set(ticketKey, throughPosition);
  }

  /** Tickets by conversation and place of firing. */
  targets(conversationId?: string): readonly Target[] {
    return [...this.requested.values()]
      .filter((data) => conversationId === undefined || data.conversationId === conversationId)
      .map((data) => ({
        conversationId: data.conversationId,
        mode: data.mode,
        requester: data.requester.key,
        firedAt: data.firedAt.offset,
        through: this.through.get(data.ticketKey)?.offset ?? -1,
        frozen: data.frozen,
      }))
      .sort(
        (left, right) =>
          left.firedAt - right.firedAt || (left.conversationId < right.conversationId ? -1 : 1),
      );
  }

  /** Reasons of the gates that were told to be shut last. */
  reasons(conversationId: string): readonly string[] {
    const gates = this.held.get(conversationId)?.gates ?? [];
    return gates.flatMap((gate) => gate.reason ?? []);
  }

  /** Whether anything was told about the conversation's gates. */
  knows(conversationId: string): boolean {
    return this.held.has(conversationId);
  }
}
