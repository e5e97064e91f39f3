import type { OutboxPublisher, OutgoingMessage } from '@parley/event-log';
import type { Database, Transaction } from '@parley/platform';
import type { Answer, BlockReason, ClaimedRequester, Wanted } from '../resolve-customer/requester';
import type {
  Choice,
  RefusedUser,
  RequestedCustomer,
  RequesterStore,
} from '../resolve-customer/requester-store.port';
import type { Obstacle } from '../resolve-customer/resolution';
import type { Rest } from '../resolve-customer/rests';
import { sourceOf } from './requester-source';

/** A request for a blocked customer has it looked at again, but not more often than this. */
const RECHECK_SECONDS = 10;

interface ClaimedRow {
  readonly organization_id: string;
  readonly requester_key: string;
  readonly kind: Wanted['kind'];
  readonly email: string | null;
  readonly name: string | null;
  readonly linked_user_id: string | null;
  readonly state: 'unknown' | 'resolved' | 'blocked';
  readonly zendesk_user_id: string | null;
  readonly reason: BlockReason | null;
  readonly candidates: readonly string[] | null;
  readonly chosen_user_id: string | null;
  readonly version: string;
  readonly traceparent: string | null;
  readonly create_sent_at: Date | null;
  readonly attempts: number;
  readonly epoch: string;
}

/** Requesters in the table `requester`. */
export class PostgresRequesterStore implements RequesterStore {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxPublisher,
    /** How long a claim lasts in ms, from when it is made and again from when a create is noted; longer than a call to Zendesk. */
    private readonly leaseMs: number,
  ) {}

  async remember(tx: Transaction, requested: readonly RequestedCustomer[]): Promise<number> {
    if (requested.length === 0) return 0;
    // Sorted, so that two partitions that name the same requesters never wait for each other in a circle.
    const rows = await tx.query(
      `INSERT INTO requester (organization_id, requester_key, kind, email, name, linked_user_id, traceparent, next_attempt_at)
       SELECT organization_id, requester_key, kind, email, name, linked_user_id, traceparent, now()
       FROM json_to_recordset($1) AS wanted(organization_id text, requester_key text, kind text, email text, name text,
         linked_user_id bigint, traceparent text)
       ORDER BY organization_id, requester_key
       ON CONFLICT (organization_id, requester_key) DO UPDATE SET next_attempt_at = now()
         WHERE requester.state = 'blocked' AND requester.checked_at < now() - interval '${RECHECK_SECONDS} seconds'
       RETURNING requester_key`,
      [JSON.stringify(distinct(requested).map(storedRequest))],
    );
    return rows.length;
  }

  async choose(tx: Transaction, choices: readonly Choice[]): Promise<number> {
    if (choices.length === 0) return 0;
    const last = new Map(choices.map((choice) => [sourceOf(choice), choice]));
    const rows = await tx.query(
      `WITH choice AS (
         SELECT * FROM json_to_recordset($1) AS c("organizationId" text, "requesterKey" text, "zendeskUserId" bigint)
       ), locked AS (
         SELECT organization_id, requester_key, "zendeskUserId" FROM requester
         JOIN choice ON organization_id = "organizationId" AND requester_key = "requesterKey"
         WHERE kind <> 'linked' ORDER BY organization_id, requester_key FOR UPDATE OF requester
       )
       UPDATE requester SET chosen_user_id = "zendeskUserId", next_attempt_at = now(), attempts = 0,
         epoch = requester.epoch + 1, lease_until = NULL
       FROM locked
       WHERE requester.organization_id = locked.organization_id AND requester.requester_key = locked.requester_key
       RETURNING requester.requester_key`,
      [JSON.stringify([...last.values()])],
    );
    return rows.length;
  }

  async doubt(tx: Transaction, users: readonly RefusedUser[]): Promise<number> {
    if (users.length === 0) return 0;
    const rows = await tx.query(
      `WITH doubted AS (
         SELECT organization_id, requester_key FROM requester
         WHERE (organization_id, zendesk_user_id) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))
           AND state = 'resolved' AND next_attempt_at IS NULL
         ORDER BY organization_id, requester_key FOR UPDATE
       )
       UPDATE requester SET next_attempt_at = now() FROM doubted
       WHERE requester.organization_id = doubted.organization_id AND requester.requester_key = doubted.requester_key
       RETURNING requester.requester_key`,
      [users.map(({ organizationId }) => organizationId), users.map(({ zendeskUserId }) => zendeskUserId)],
    );
    return rows.length;
  }

  async claim(most: number, resting: readonly Rest[]): Promise<readonly ClaimedRequester[]> {
    const rows = await this.database.query<ClaimedRow>(
      `UPDATE requester SET epoch = requester.epoch + 1, attempts = requester.attempts + 1,
         lease_until = clock_timestamp() + $3 * interval '1 ms'
       FROM (
         SELECT organization_id, requester_key FROM requester due
         JOIN organization USING (organization_id)
         WHERE organization.state = 'active' AND due.next_attempt_at <= clock_timestamp()
           AND NOT EXISTS (SELECT FROM unnest($2::text[], $4::text[]) AS rest (organization, bucket)
             WHERE rest.organization = due.organization_id AND coalesce(rest.bucket = due.waiting_for, rest.bucket IS NULL))
           AND (due.lease_until IS NULL OR due.lease_until < clock_timestamp())
         ORDER BY due.next_attempt_at LIMIT $1 FOR UPDATE OF due SKIP LOCKED
       ) claimed
       WHERE requester.organization_id = claimed.organization_id AND requester.requester_key = claimed.requester_key
       RETURNING requester.*`,
      [
        most,
        resting.map(({ organizationId }) => organizationId),
        this.leaseMs,
        resting.map(({ bucket }) => bucket ?? null),
      ],
    );
    return rows.map(claimedOf);
  }

  async noteCreate(requester: ClaimedRequester): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE requester SET create_sent_at = clock_timestamp(), lease_until = clock_timestamp() + $4 * interval '1 ms'
       WHERE ${MINE} AND lease_until > clock_timestamp() RETURNING requester_key`,
      [...mine(requester), this.leaseMs],
    );
    return rows.length === 1;
  }

  async answer(
    requester: ClaimedRequester,
    answer: Answer,
    told: { readonly version: number; readonly message: OutgoingMessage } | undefined,
    checkAgainMs: number | undefined,
  ): Promise<boolean> {
    const stored = await this.database.transaction(async (tx) => {
      const rows = await tx.query(
        `UPDATE requester SET state = $4, zendesk_user_id = $5, reason = $6, version = $7,
           next_attempt_at = clock_timestamp() + $8 * interval '1 ms', candidates = $9,
           checked_at = clock_timestamp(), create_sent_at = NULL, attempts = 0, lease_until = NULL, waiting_for = NULL
         WHERE ${MINE} RETURNING requester_key`,
        [
          ...mine(requester),
          answer.state,
          answer.zendeskUserId ?? null,
          answer.state === 'blocked' ? answer.reason : null,
          told?.version ?? requester.version,
          checkAgainMs ?? null,
          answer.state === 'blocked' && answer.reason === 'customer-ambiguous' ? answer.candidates : null,
        ],
      );
      if (rows.length === 0) return { written: false };
      return told === undefined
        ? { written: true }
        : { written: true, row: await this.outbox.store(tx, sourceOf(requester), [told.message]) };
    });
    if (stored.row !== undefined) this.outbox.publish(stored.row);
    return stored.written;
  }

  async later(requester: ClaimedRequester, waitMs: number, inTheWay: Obstacle): Promise<void> {
    await this.database.query(
      `UPDATE requester SET next_attempt_at = clock_timestamp() + $4 * interval '1 ms', lease_until = NULL, attempts = $5,
         waiting_for = $6
       WHERE ${MINE}`,
      [
        ...mine(requester),
        waitMs,
        inTheWay === 'requester' ? requester.attempts : requester.attempts - 1,
        typeof inTheWay === 'object' ? inTheWay.bucket : null,
      ],
    );
  }
}

/** The row, as long as nobody else has claimed it since. */
const MINE = 'organization_id = $1 AND requester_key = $2 AND epoch = $3';

function mine({ organizationId, requesterKey, epoch }: ClaimedRequester): readonly unknown[] {
  return [organizationId, requesterKey, epoch];
}

/** One row a requester: the first request of a batch names it. */
function distinct(requested: readonly RequestedCustomer[]): readonly RequestedCustomer[] {
  const byKey = new Map<string, RequestedCustomer>();
  for (const customer of requested) {
    const key = JSON.stringify([customer.organizationId, customer.requesterKey]);
    if (!byKey.has(key)) byKey.set(key, customer);
  }
  return [...byKey.values()];
}

function storedRequest({
  organizationId,
  requesterKey,
  wanted,
  traceparent,
}: RequestedCustomer): Record<string, unknown> {
  return {
    organization_id: organizationId,
    requester_key: requesterKey,
    kind: wanted.kind,
    email: wanted.kind === 'email' ? wanted.email : null,
    name: wanted.kind === 'linked' ? null : wanted.name,
    linked_user_id: wanted.kind === 'linked' ? wanted.zendeskUserId : null,
    traceparent: traceparent ?? null,
  };
}

function claimedOf(row: ClaimedRow): ClaimedRequester {
  const answer = answerOf(row);
  return {
    organizationId: row.organization_id,
    requesterKey: row.requester_key,
    wanted: wantedOf(row),
    epoch: Number(row.epoch),
    attempts: row.attempts,
    createSent: row.create_sent_at !== null,
    version: Number(row.version),
    ...(row.chosen_user_id === null ? {} : { chosenUserId: Number(row.chosen_user_id) }),
    ...(answer === undefined ? {} : { answer }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
  };
}

function wantedOf({ kind, email, name, linked_user_id }: ClaimedRow): Wanted {
  switch (kind) {
    case 'linked':
      return { kind, zendeskUserId: Number(linked_user_id) };
    case 'email':
      return { kind, email: email ?? '', name: name ?? '' };
    case 'nameless':
      return { kind, name: name ?? '' };
  }
}

function answerOf({ state, zendesk_user_id, reason, candidates }: ClaimedRow): Answer | undefined {
  if (state === 'resolved') return { state, zendeskUserId: Number(zendesk_user_id) };
  if (state !== 'blocked' || reason === null) return undefined;
  if (reason === 'customer-ambiguous') return { state, reason, candidates: (candidates ?? []).map(Number) };
  return { state, reason, ...(zendesk_user_id === null ? {} : { zendeskUserId: Number(zendesk_user_id) }) };
}
