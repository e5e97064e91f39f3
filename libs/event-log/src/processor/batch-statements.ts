import type { Transaction } from '@parley/platform';
import type { Fingerprint } from '../ports/positions';
import { idList } from '../outbox/outbox-rows';
import type { TopicPartition } from '../ports/log-record';

/** What the first statement of a batch's transaction found, with the position row locked. */
export interface Opened {
  readonly epoch: number;
  readonly nextOffset: number;
  /** Raised by whoever changed state of the partition outside a batch. */
  readonly revision: number;
  /** Hashes that were in the seen-set before. Empty as long as the position is not the expected one: then nothing was inserted. */
  readonly repeated: readonly string[];
  /** Keys of contacts of this partition that are parked. */
  readonly parked: readonly string[];
}

export interface OpenRequest extends TopicPartition {
  readonly group: string;
  readonly epoch: number;
  readonly expectedOffset: number;
  readonly hashes: readonly string[];
  readonly configurationLock?: bigint;
}

/** The expected position is checked under the row's lock before a single hash is inserted. */
const OPEN = (gate: string): string => `
  with ${gate} held as materialized (
    select p.epoch, p.next_offset, p.revision from ${gate === '' ? '' : 'gate,'} position p
    where p.consumer_group = $1 and p.topic = $2 and p.partition = $3 for update of p
  ), fresh as (
    insert into seen (hash)
    select h from unnest($6::uuid[]) as t (h)
    where exists (select 1 from held where held.epoch = $4 and held.next_offset = $5)
    order by h on conflict do nothing returning hash
  )
  select held.epoch, held.next_offset, held.revision,
    case when held.epoch = $4 and held.next_offset = $5 and (select count(*) from fresh) < cardinality($6::uuid[])
      then array(select h from unnest($6::uuid[]) as t (h) except select hash from fresh)::text[] end as repeated,
    (select array_agg(contact_key) from parked_contact
      where consumer_group = $1 and topic = $2 and partition = $3) as parked
  from held`;

const OPEN_PLAIN = OPEN('');
const OPEN_GATED = OPEN('gate as materialized (select pg_advisory_xact_lock_shared($7::bigint)),');

interface OpenRow {
  readonly epoch: number;
  readonly next_offset: string;
  readonly revision: number;
  readonly repeated: readonly string[] | null;
  readonly parked: readonly string[] | null;
}

/** Locks the position (and shares the configuration), compares it, remembers the events; undefined when there is no position. */
export async function openBatch(tx: Transaction, request: OpenRequest): Promise<Opened | undefined> {
  const { group, topic, partition, epoch, expectedOffset, hashes, configurationLock } = request;
  const parameters = [group, topic, partition, epoch, expectedOffset, hashList(hashes)];
  const [row] =
    configurationLock === undefined
      ? await tx.query<OpenRow>(OPEN_PLAIN, parameters)
      : await tx.query<OpenRow>(OPEN_GATED, [...parameters, configurationLock.toString()]);
  if (row === undefined) return undefined;
  return {
    epoch: row.epoch,
    nextOffset: Number(row.next_offset),
    revision: row.revision,
    repeated: (row.repeated ?? []).map(plainHash),
    parked: row.parked ?? [],
  };
}

/** Remembers events; gives the hashes that were known already. */
export async function remember(tx: Transaction, hashes: readonly string[]): Promise<readonly string[]> {
  if (hashes.length === 0) return [];
  const rows = await tx.query<{ hash: string }>(
    `with fresh as (
       insert into seen (hash) select h from unnest($1::uuid[]) as t (h) order by h on conflict do nothing returning hash
     )
     select h::text as hash from unnest($1::uuid[]) as t (h) except select hash::text from fresh`,
    [hashList(hashes)],
  );
  return rows.map(({ hash }) => plainHash(hash));
}

/** Forgets events that were remembered in this very transaction, because their contact is parked and they are not folded. */
export async function forget(tx: Transaction, hashes: readonly string[]): Promise<void> {
  if (hashes.length > 0) await tx.query(`delete from seen where hash = any($1::uuid[])`, [hashList(hashes)]);
}

/**
 * Says that state of a partition changed outside its batches, so that no member goes on with what it keeps in memory
 * (`BatchContext.unbroken`). Waits for a batch that is being stored, and makes the next one wait until `tx` ends.
 */
export async function breakContinuity(
  tx: Pick<Transaction, 'query'>,
  group: string,
  { topic, partition }: TopicPartition,
): Promise<void> {
  await tx.query(
    `update position set revision = revision + 1 where consumer_group = $1 and topic = $2 and partition = $3`,
    [group, topic, partition],
  );
}

export interface FinishRequest extends TopicPartition {
  readonly group: string;
  readonly nextOffset: number;
  readonly fingerprint: Fingerprint;
  /** Text of the outbox row, if there is something to publish. */
  readonly messages?: string;
  readonly source: string;
  /** Rows that were published and can go. */
  readonly published: readonly string[];
}

/** Moves the position, writes the outbox row and clears published ones; gives the row's id. */
export async function finishBatch(tx: Transaction, request: FinishRequest): Promise<string | undefined> {
  const { group, topic, partition, nextOffset, fingerprint, messages, source, published } = request;
  const [row] = await tx.query<{ id: string | null }>(
    `with advanced as (
       update position set next_offset = $4, last_offset = $5, fingerprint = $6, updated_at = clock_timestamp()
       where consumer_group = $1 and topic = $2 and partition = $3
     ), cleared as (
       delete from outbox where id = any($7::bigint[])
     ), added as (
       insert into outbox (source, messages) select $8, $9::text where $9::text is not null returning id
     )
     select (select id from added) as id`,
    [
      group,
      topic,
      partition,
      nextOffset,
      fingerprint.offset,
      fingerprint.hash,
      idList(published),
      source,
      messages ?? null,
    ],
  );
  return row?.id ?? undefined;
}

/** Built by hand: the driver would escape every element. */
function hashList(hashes: readonly string[]): string {
  return `{${hashes.join(',')}}`;
}

function plainHash(uuid: string): string {
  return uuid.replaceAll('-', '');
}
