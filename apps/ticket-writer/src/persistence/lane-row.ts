import type { OrganizationDocument } from '@parley/contracts';
import { readAchieved, type LogPosition } from '@parley/ticket-content';
import { gateOf } from '../lane/gates';
import type {
  LaneAfter,
  LaneRecord,
  NewEffect,
  SuspectEffect,
  TicketSight,
  UnfinishedEffect,
} from '../lane/lane';

/** A lane with everything its next step depends on; bigints come as text. */
export interface LaneRow {
  readonly ticket_key: string;
  readonly organization_id: string;
  readonly account_id: string;
  readonly conversation_id: string;
  readonly contact_id: string;
  readonly mode: 'A' | 'B';
  readonly frozen: boolean;
  readonly partition: number;
  readonly fired_epoch: number;
  readonly fired_offset: string;
  readonly through_epoch: number;
  readonly through_offset: string;
  readonly requester_email: string | null;
  readonly traceparent: string | null;
  readonly generation: number;
  readonly ticket_id: string | null;
  readonly earlier_ticket_id: string | null;
  readonly comments: number;
  readonly achieved: string;
  readonly ticket_requester_id: string | null;
  readonly sight: string | null;
  readonly sight_age_ms: number | null;
  readonly is_followed: boolean;
  readonly is_broken: boolean;
  readonly remade: boolean;
  readonly state: LaneRecord['state'];
  readonly sequence: number;
  readonly written: number;
  readonly written_at: Date | null;
  readonly request_age_ms: number | null;
  readonly version: string;
  readonly customer_id: string | null;
  readonly document: string | null;
  readonly account_name: string | null;
  readonly network: string | null;
  readonly contact_name: string | null;
  readonly handle: string | null;
  readonly effect: EffectRow | null;
  readonly effect_body: Buffer | null;
  readonly suspects: readonly EffectRow[] | null;
}

/** An effect as JSON, without its bytes. */
interface EffectRow {
  readonly id: string;
  readonly sequence: number;
  readonly epoch: number;
  readonly state: UnfinishedEffect['state'];
  readonly kind: NewEffect['kind'];
  readonly label: string;
  readonly call_class: NewEffect['callClass'];
  readonly ticket_id: number | null;
  readonly shows: string | null;
  readonly after: string;
  readonly from_position: string;
  readonly through_position: string;
  readonly sent_as: number;
  readonly traceparents: string;
  readonly attempts: number;
  readonly reason: string | null;
  readonly first_sent_ms: number;
  readonly since_first_sent_ms: number;
}

/** An effect as one JSON value; times as milliseconds. */
export const EFFECT_JSON = `json_build_object(
  'id', e.id, 'sequence', e.sequence, 'epoch', e.epoch, 'state', e.state, 'kind', e.kind, 'label', e.label,
  'call_class', e.call_class, 'ticket_id', e.ticket_id, 'shows', e.shows, 'after', e.after, 'from_position', e.from_position,
  'through_position', e.through_position, 'sent_as', e.sent_as, 'traceparents', e.traceparents, 'attempts', e.attempts,
  'reason', e.reason, 'first_sent_ms', floor(extract(epoch from e.first_sent_at) * 1000),
  'since_first_sent_ms', extract(epoch from clock_timestamp() - e.first_sent_at) * 1000)`;

/** The record that a row says; `document` is the row's own, read. */
export function recordOf(row: LaneRow, document: OrganizationDocument | undefined): LaneRecord {
  const { partition } = row;
  const account =
    row.account_name === null || row.network === null
      ? null
      : { name: row.account_name, network: row.network };
  return {
    ticketKey: row.ticket_key,
    organizationId: row.organization_id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    accountId: row.account_id,
    mode: row.mode,
    frozen: row.frozen,
    firedAt: { epoch: row.fired_epoch, partition, offset: Number(row.fired_offset) },
    through: { epoch: row.through_epoch, partition, offset: Number(row.through_offset) },
    ...(row.requester_email === null ? {} : { requesterEmail: row.requester_email }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    isFollowed: row.is_followed,
    isTranscriptBroken: row.is_broken,
    state: row.state,
    generation: row.generation,
    ticketId: numberOrNull(row.ticket_id),
    earlierTicketId: numberOrNull(row.earlier_ticket_id),
    comments: row.comments,
    requesterId: numberOrNull(row.ticket_requester_id),
    achieved: readAchieved(JSON.parse(row.achieved)),
    sight: row.sight === null ? null : (JSON.parse(row.sight) as TicketSight),
    sightAgeMs: row.sight_age_ms ?? 0,
    effect:
      row.effect === null || row.effect_body === null ? null : unfinishedOf(row.effect, row.effect_body),
    suspects: (row.suspects ?? []).map(suspectOf),
    isRemade: row.remade,
    nextSequence: row.sequence + 1,
    written: row.written,
    writtenAt: row.written_at,
    requestAgeMs: row.request_age_ms,
    version: Number(row.version),
    customerId: numberOrNull(row.customer_id),
    gate: gateOf(document, row.account_id, account ?? undefined),
    organization:
      document === undefined
        ? null
        : { connectedUserId: document.connectedUserId, configuration: document.configuration },
    account,
    contact: {
      ...(row.contact_name === null ? {} : { name: row.contact_name }),
      ...(row.handle === null ? {} : { handle: row.handle }),
    },
  };
}

function unfinishedOf(row: EffectRow, body: Buffer): UnfinishedEffect {
  return {
    ...suspectOf(row),
    sequence: row.sequence,
    epoch: row.epoch,
    state: row.state,
    kind: row.kind,
    callClass: row.call_class,
    shows: row.shows === null ? [] : (JSON.parse(row.shows) as UnfinishedEffect['shows']),
    ticketId: row.ticket_id,
    sentAs: row.sent_as,
    traceparents: JSON.parse(row.traceparents) as readonly string[],
    body,
    attempts: row.attempts,
    reason: row.reason,
    sinceFirstSentMs: row.since_first_sent_ms,
  };
}

function suspectOf(row: EffectRow): SuspectEffect {
  return {
    id: row.id,
    label: row.label,
    after: readAfter(row.after),
    from: JSON.parse(row.from_position) as LogPosition,
    through: JSON.parse(row.through_position) as LogPosition,
    firstSentAt: new Date(row.first_sent_ms),
  };
}

/** What a stored effect makes of its lane. */
export function readAfter(stored: string): LaneAfter {
  const after = JSON.parse(stored) as LaneAfter;
  return { ...after, achieved: readAchieved(after.achieved) };
}

function numberOrNull(value: string | null): number | null {
  return value === null ? null : Number(value);
}
