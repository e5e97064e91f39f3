import { NOTHING_ACHIEVED } from '@parley/ticket-content';
import type { Transaction } from '@parley/platform';
import type { Target } from '../intake/intake';

/**
 * New lanes, and targets of known ones: the furthest place wins, all else goes by the highest version. Where the history
 * ends is fixed once anything was written. A lane stays with its organization for ever.
 */
const UPSERT = `
  insert into lane (ticket_key, organization_id, account_id, conversation_id, contact_id, mode, frozen, partition,
    fired_epoch, fired_offset, through_epoch, through_offset, requester_key, requester_email, target_version, traceparent,
    requested_at, achieved)
  select *, $18 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::int[],
    $9::int[], $10::bigint[], $11::int[], $12::bigint[], $13::text[], $14::text[], $15::bigint[], $16::text[], $17::timestamptz[])
  order by 1
  on conflict (ticket_key) do update set
    account_id = case when excluded.target_version > lane.target_version then excluded.account_id else lane.account_id end,
    mode = case when excluded.target_version > lane.target_version then excluded.mode else lane.mode end,
    frozen = case when excluded.target_version > lane.target_version then excluded.frozen else lane.frozen end,
    fired_epoch = case when excluded.target_version > lane.target_version and lane.sequence = 0
      then excluded.fired_epoch else lane.fired_epoch end,
    fired_offset = case when excluded.target_version > lane.target_version and lane.sequence = 0
      then excluded.fired_offset else lane.fired_offset end,
    requester_key = case when excluded.target_version > lane.target_version then excluded.requester_key else lane.requester_key end,
    requester_email = case when excluded.target_version > lane.target_version
      then excluded.requester_email else lane.requester_email end,
    traceparent = case when excluded.target_version > lane.target_version then excluded.traceparent else lane.traceparent end,
    through_epoch = case when (excluded.through_epoch, excluded.through_offset) > (lane.through_epoch, lane.through_offset)
      then excluded.through_epoch else lane.through_epoch end,
    through_offset = case when (excluded.through_epoch, excluded.through_offset) > (lane.through_epoch, lane.through_offset)
      then excluded.through_offset else lane.through_offset end,
    requested_at = case when excluded.requested_at is not null and lane.requested_at is not null
      then least(lane.requested_at, excluded.requested_at) end,
    target_version = greatest(excluded.target_version, lane.target_version)`;

/** Stores targets, one for each key, in key order. Leaves the rows locked. */
export async function upsertTargets(tx: Transaction, targets: readonly Target[]): Promise<void> {
  await tx.query(UPSERT, [
    targets.map(({ ticketKey }) => ticketKey),
    targets.map(({ organizationId }) => organizationId),
    targets.map(({ accountId }) => accountId),
    targets.map(({ conversationId }) => conversationId),
    targets.map(({ contactId }) => contactId),
    targets.map(({ mode }) => mode),
    targets.map(({ frozen }) => frozen),
    targets.map(({ through }) => through.partition),
    targets.map(({ firedAt }) => firedAt.epoch),
    targets.map(({ firedAt }) => firedAt.offset),
    targets.map(({ through }) => through.epoch),
    targets.map(({ through }) => through.offset),
    targets.map(({ requesterKey }) => requesterKey),
    targets.map(({ requesterEmail }) => requesterEmail ?? null),
    targets.map(({ version }) => version),
    targets.map(({ traceparent }) => traceparent ?? null),
    targets.map(({ requestedAtMs }) => (requestedAtMs === undefined ? null : new Date(requestedAtMs))),
    JSON.stringify(NOTHING_ACHIEVED),
  ]);
}
