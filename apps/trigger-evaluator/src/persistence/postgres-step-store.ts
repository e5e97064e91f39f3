import type { Transaction } from '@parley/platform';
import type { Position } from '@parley/sync-policy';
import type { RecordedStep } from '../rebuild/recorded-step';
import type { Owned, StepStore } from '../rebuild/step-store';
import { column, columnOf } from './columns';

interface StepRow {
  readonly conversation_id: string;
  readonly contact_id: string;
  readonly version: string;
  readonly place: number;
  readonly epoch: number;
  readonly log_offset: string;
  readonly what: string;
}

const KEEP = `
  with steps as (
    select * from unnest(${columnOf(1)}, ${columnOf(2)}, $3::bigint[], $4::int[], $5::int[], $6::bigint[], ${columnOf(7)})
      as s (conversation_id, contact_id, version, place, epoch, log_offset, what)
  ), owners as (
    insert into recorded_owner select distinct on (conversation_id) conversation_id, contact_id from steps
    order by conversation_id on conflict do nothing
  )
  insert into recorded_step (conversation_id, contact_id, version, place, epoch, log_offset, what)
  select * from steps order by conversation_id, version, place on conflict do nothing`;

const OF_CONVERSATIONS = `
  (s.conversation_id, s.contact_id) in (select * from unnest(${columnOf(1)}, ${columnOf(2)}))
  and not s.taken and (s.epoch, s.log_offset) <= ($3, $4)`;

/** The record of decisions in the fresh schema of a rebuild. */
export class PostgresStepStore implements StepStore {
  async keep(tx: Transaction, steps: readonly RecordedStep[]): Promise<void> {
    if (steps.length === 0) return;
    await tx.query(KEEP, [
      column(steps.map(({ conversationId }) => conversationId)),
      column(steps.map(({ contactId }) => contactId)),
      steps.map(({ version }) => version),
      steps.map(({ place }) => place),
      steps.map(({ after }) => after.epoch),
      steps.map(({ after }) => after.offset),
      column(steps.map(({ what, after }) => JSON.stringify({ what, partition: after.partition }))),
    ]);
  }

  async owners(tx: Transaction, conversationIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ conversation_id: string; contact_id: string }>(
      `select conversation_id, contact_id from recorded_owner where conversation_id = any(${columnOf(1)})`,
      [column(conversationIds)],
    );
    return new Map(rows.map(({ conversation_id, contact_id }) => [conversation_id, contact_id]));
  }

  async due(tx: Transaction, conversations: readonly Owned[], through: Position) {
    const rows = await tx.query<StepRow>(
      `select * from recorded_step s where ${OF_CONVERSATIONS} order by conversation_id, version, place`,
      parametersOf(conversations, through),
    );
    const due = new Map<string, RecordedStep[]>();
    for (const row of rows) {
      const known = due.get(row.conversation_id);
      if (known === undefined) due.set(row.conversation_id, [stepOf(row)]);
      else known.push(stepOf(row));
    }
    return due;
  }

  async taken(tx: Transaction, conversations: readonly Owned[], through: Position): Promise<void> {
    await tx.query(
      `update recorded_step s set taken = true where ${OF_CONVERSATIONS}`,
      parametersOf(conversations, through),
    );
  }

  async waiting(tx: Transaction, behind: string, most: number): Promise<readonly Owned[]> {
    const rows = await tx.query<{ conversation_id: string; contact_id: string }>(
      `select distinct conversation_id, contact_id from recorded_step where not taken and conversation_id > $1
       order by conversation_id limit $2`,
      [behind, most],
    );
    return rows.map(({ conversation_id, contact_id }) => ({
      conversationId: conversation_id,
      contactId: contact_id,
    }));
  }
}

function parametersOf(conversations: readonly Owned[], through: Position): readonly unknown[] {
  return [
    column(conversations.map(({ conversationId }) => conversationId)),
    column(conversations.map(({ contactId }) => contactId)),
    through.epoch,
    through.offset,
  ];
}

function stepOf(row: StepRow): RecordedStep {
  const { what, partition } = JSON.parse(row.what) as Pick<RecordedStep, 'what'> & {
    readonly partition: number;
  };
  return {
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    version: Number(row.version),
    place: row.place,
    after: { epoch: row.epoch, partition, offset: Number(row.log_offset) },
    what,
  };
}
