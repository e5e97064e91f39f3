import { attachmentKey, type AttachmentPlace, type LogPosition } from '@parley/ticket-content';
import type { AttachmentBook, NotedAttachment, TryEnd } from '../bring-attachment/attachment-book';
import type { HeldLane } from '../lane/lane';
import type { AttachmentEntry, LaneEntry, MemoryTables } from './memory-tables';

/** Attachments of lanes in memory; its clock is the tables'. */
export class MemoryAttachmentBook implements AttachmentBook {
  constructor(private readonly tables: MemoryTables) {}

  noted(ticketKey: string): Promise<readonly NotedAttachment[]> {
    const now = this.tables.nowMs();
    const entries = [...(this.tables.attachments.get(ticketKey)?.values() ?? [])];
    return Promise.resolve(
      entries.map(({ notBeforeMs, usableUntilMs, refusals: _, attachmentId: __, ...entry }) => ({
        ...entry,
        waitMs: Math.max(notBeforeMs - now, 0),
        token: usableUntilMs > now ? entry.token : null,
      })),
    );
  }

  begin(held: HeldLane, { at, ordinal }: AttachmentPlace, leaseMs: number) {
    if (!this.hold(held, leaseMs)) return Promise.resolve(undefined);
    const entries = this.entriesOf(held);
    const key = attachmentKey({ at, ordinal });
    const known = entries.get(key);
    const tries = known?.state === 'trying' ? known.tries + 1 : 1;
    const refusals = known?.refusals ?? 0;
    const entry = { state: 'trying', token: null, size: null, fault: null, limit: null } as const;
    entries.set(key, {
      ...entry,
      at,
      ordinal,
      tries,
      refusals,
      notBeforeMs: 0,
      usableUntilMs: 0,
      attachmentId: null,
    });
    return Promise.resolve({ tries, refusals });
  }

  renew(held: HeldLane, leaseMs: number): Promise<boolean> {
    return Promise.resolve(this.hold(held, leaseMs));
  }

  end(held: HeldLane, place: AttachmentPlace, end: TryEnd): Promise<boolean> {
    const entry = this.mine(held) && this.entriesOf(held).get(attachmentKey(place));
    if (entry === undefined) return Promise.resolve(false);
    const now = this.tables.nowMs();
    switch (end.kind) {
      case 'uploaded':
        Object.assign(entry, { state: end.kind, token: end.token, size: end.size });
        entry.attachmentId = end.attachmentId ?? null;
        entry.usableUntilMs = now + end.usableForMs;
        break;
      case 'left-out':
        Object.assign(entry, {
          state: end.kind,
          fault: end.fault,
          size: end.size ?? null,
          limit: end.limit ?? null,
        });
        break;
      case 'again':
        entry.notBeforeMs = now + end.waitMs;
        break;
      case 'not-tried':
        entry.tries -= 1;
    }
    return Promise.resolve(true);
  }

  attachedWith(ticketKey: string, messages: readonly LogPosition[]): Promise<readonly number[]> {
    const files = this.tables.attachedFiles.get(ticketKey) ?? [];
    const isOf = ({ at }: { readonly at: LogPosition }) =>
      messages.some(({ epoch, offset }) => epoch === at.epoch && offset === at.offset);
    return Promise.resolve(files.filter(isOf).map(({ attachmentId }) => attachmentId));
  }

  refused(held: HeldLane): Promise<boolean> {
    if (this.mine(held) === undefined) return Promise.resolve(false);
    for (const entry of this.entriesOf(held).values()) {
      if (entry.state === 'uploaded')
        Object.assign(entry, { state: 'trying', token: null, tries: 0, refusals: entry.refusals + 1 });
    }
    return Promise.resolve(true);
  }

  private hold(held: HeldLane, leaseMs: number): boolean {
    const lane = this.mine(held);
    if (lane !== undefined) lane.leaseUntilMs = this.tables.nowMs() + leaseMs;
    return lane !== undefined;
  }

  private mine(held: HeldLane): LaneEntry | undefined {
    const lane = this.tables.lanes.get(held.ticketKey);
    return lane?.epoch === held.epoch ? lane : undefined;
  }

  private entriesOf({ ticketKey }: HeldLane): Map<string, AttachmentEntry> {
    const known = this.tables.attachments.get(ticketKey);
    if (known !== undefined) return known;
    const entries = new Map<string, AttachmentEntry>();
    this.tables.attachments.set(ticketKey, entries);
    return entries;
  }
}
