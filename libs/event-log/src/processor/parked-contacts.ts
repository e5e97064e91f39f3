import type { Transaction } from '@parley/platform';
import type { TopicPartition } from '../ports/log-record';
import type { Statements } from '../outbox/outbox-rows';

/** A contact whose events are not folded any more, because folding them threw. Its later events wait in the log. */
export interface ParkedContact extends TopicPartition {
  readonly group: string;
  /** The records' key. */
  readonly key: string;
  readonly epoch: number;
  /** The first event that is not folded. */
  readonly fromOffset: number;
  /** The last one seen so far. */
  readonly throughOffset: number;
  /** SQLSTATE or class of what was thrown. */
  readonly code: string;
  readonly detail: string;
  readonly parkedAt: Date;
}

type Place = TopicPartition & { readonly group: string };

/** Where an unfolded stretch of a contact begins and ends. */
export interface Stretch {
  readonly key: string;
  readonly fromOffset: number;
  readonly throughOffset: number;
}

export async function parkContact(
  tx: Transaction,
  place: Place & { readonly epoch: number },
  stretch: Stretch,
  why: { readonly code: string; readonly detail: string },
): Promise<void> {
  const { group, topic, partition, epoch } = place;
  await tx.query(
    `insert into parked_contact
       (consumer_group, topic, partition, contact_key, epoch, from_offset, through_offset, code, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      group,
      topic,
      partition,
      stretch.key,
      epoch,
      stretch.fromOffset,
      stretch.throughOffset,
      why.code,
      why.detail,
    ],
  );
}

/** Notes how far the log was passed over for contacts that are parked. */
export async function extendParked(
  tx: Transaction,
  place: Place,
  stretches: readonly Stretch[],
): Promise<void> {
  if (stretches.length === 0) return;
  const { group, topic, partition } = place;
  await tx.query(
    `update parked_contact set through_offset = greatest(parked_contact.through_offset, passed.through_offset)
     from unnest($4::text[], $5::bigint[]) as passed (contact_key, through_offset)
     where consumer_group = $1 and topic = $2 and partition = $3 and parked_contact.contact_key = passed.contact_key`,
    [
      group,
      topic,
      partition,
      stretches.map(({ key }) => key),
      stretches.map(({ throughOffset }) => throughOffset),
    ],
  );
}

interface ParkedRow {
  readonly consumer_group: string;
  readonly topic: string;
  readonly partition: number;
  readonly contact_key: string;
  readonly epoch: number;
  readonly from_offset: string;
  readonly through_offset: string;
  readonly code: string;
  readonly detail: string;
  readonly parked_at: Date;
}

/** Parked contacts of a group, oldest first. */
export async function parkedContacts(
  statements: Statements,
  group: string,
): Promise<readonly ParkedContact[]> {
  const rows = await statements.query<ParkedRow>(
    `select * from parked_contact where consumer_group = $1 order by parked_at, contact_key`,
    [group],
  );
  return rows.map(contactOf);
}

/** The row of one parked contact, locked; undefined when it is parked no more. */
export async function lockParked(
  tx: Transaction,
  contact: ParkedContact,
): Promise<ParkedContact | undefined> {
  const [row] = await tx.query<ParkedRow>(
    `select * from parked_contact
     where consumer_group = $1 and topic = $2 and partition = $3 and contact_key = $4 for update`,
    keyOf(contact),
  );
  return row && contactOf(row);
}

export async function unpark(tx: Transaction, contact: ParkedContact): Promise<void> {
  await tx.query(
    `delete from parked_contact
     where consumer_group = $1 and topic = $2 and partition = $3 and contact_key = $4`,
    keyOf(contact),
  );
}

function keyOf({ group, topic, partition, key }: ParkedContact): readonly unknown[] {
  return [group, topic, partition, key];
}

function contactOf(row: ParkedRow): ParkedContact {
  return {
    group: row.consumer_group,
    topic: row.topic,
    partition: row.partition,
    key: row.contact_key,
    epoch: row.epoch,
    fromOffset: Number(row.from_offset),
    throughOffset: Number(row.through_offset),
    code: row.code,
    detail: row.detail,
    parkedAt: row.parked_at,
  };
}
