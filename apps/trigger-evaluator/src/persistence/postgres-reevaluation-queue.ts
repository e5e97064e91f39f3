import type { Database, Transaction } from '@parley/platform';
import type { Conversation } from '@parley/sync-policy';
import {
  REEVALUATION_CHANNEL,
  type ReevaluationQueue,
  type RequestedBy,
  type Scope,
  type TakenReevaluation,
} from '../reevaluate/reevaluation-queue';
import { column, columnOf } from './columns';
import { conversationOf } from './postgres-state-store';

type ConversationRow = Parameters<typeof conversationOf>[0];

const SUBJECT_COLUMN: Readonly<Record<Scope, string>> = { account: 'account_id', contact: 'contact_id' };

/** Re-evaluations in the evaluator's schema. */
export class PostgresReevaluationQueue implements ReevaluationQueue {
  constructor(private readonly database: Pick<Database, 'query'>) {}

  async request(
    tx: Transaction,
    scope: Scope,
    subjects: readonly string[],
    { traceparent }: RequestedBy,
  ): Promise<void> {
    if (subjects.length === 0) return;
    // Always a row of its own: a running one may have passed conversations that need this look. An account's older rows can
    // go, since nobody works on them while the configuration lock is held; a contact's are few.
    if (scope === 'account') {
      await tx.query(`delete from reevaluation where scope = 'account' and subject = any(${columnOf(1)})`, [
        column(subjects),
      ]);
    }
    await tx.query(
      `insert into reevaluation (scope, subject, traceparent) select $1, unnest(${columnOf(2)}), $3`,
      [scope, column(subjects), traceparent ?? null],
    );
    await tx.query(`notify ${REEVALUATION_CHANNEL}`);
  }

  async take(tx: Transaction): Promise<TakenReevaluation | undefined> {
    const [row] = await tx.query<TakenReevaluation>(
      `select id, scope, subject, reached, traceparent from reevaluation
       order by worked_at nulls first, id limit 1 for update skip locked`,
    );
    return row;
  }

  async page(tx: Transaction, { scope, subject, reached }: TakenReevaluation, size: number) {
    const rows = await tx.query<ConversationRow>(
      `select id, contact_id, account_id, state from conversation
       where ${SUBJECT_COLUMN[scope]} = $1 and id > $2 order by id limit $3 for no key update`,
      [subject, reached, size],
    );
    return rows.map((row): Conversation => conversationOf(row));
  }

  async advance(tx: Transaction, { id }: TakenReevaluation, reached: string): Promise<void> {
    await tx.query(`update reevaluation set reached = $2, worked_at = clock_timestamp() where id = $1`, [
      id,
      reached,
    ]);
  }

  async finish(tx: Transaction, { id }: TakenReevaluation): Promise<void> {
    await tx.query(`delete from reevaluation where id = $1`, [id]);
  }

  async waiting(): Promise<number> {
    const [row] = await this.database.query<{ waiting: number }>(
      'select count(*)::int as waiting from reevaluation',
    );
    return row?.waiting ?? 0;
  }
}
