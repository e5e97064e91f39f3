import { answerEvent, answerMessage } from '../resolve-customer/answer-event';
import type { OutboxPublisher } from '@parley/event-log';
import { currentTraceparent, type Clock, type Database } from '@parley/platform';
import type { CustomerMemory, MadeCustomer } from '../serve-advisors/customer-memory.port';
import { sourceOf } from './requester-source';

/** Customers that advisors asked for, in the table `requester` beside those that decisions name. */
export class PostgresCustomerMemory implements CustomerMemory {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxPublisher,
    private readonly clock: Clock,
    private readonly prefix: string,
  ) {}

  async userOf(organizationId: string, requesterKey: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ zendesk_user_id: string }>(
      `SELECT zendesk_user_id FROM requester
       WHERE organization_id = $1 AND requester_key = $2 AND state = 'resolved'`,
      [organizationId, requesterKey],
    );
    return row === undefined ? undefined : Number(row.zendesk_user_id);
  }

  async remember(made: MadeCustomer): Promise<void> {
    const { organizationId, requesterKey, zendeskUserId } = made;
    const stored = await this.database.transaction(async (tx) => {
      // One that is resolved already stays as it is; a worker that is at it just now writes nothing any more.
      const [row] = await tx.query<{ version: string }>(
        `INSERT INTO requester (organization_id, requester_key, kind, email, name, state, zendesk_user_id, version, checked_at)
         VALUES ($1, $2, 'email', $3, $4, 'resolved', $5, 1, clock_timestamp())
         ON CONFLICT (organization_id, requester_key) DO UPDATE SET state = 'resolved', zendesk_user_id = excluded.zendesk_user_id,
           reason = NULL, candidates = NULL, version = requester.version + 1, checked_at = excluded.checked_at,
           next_attempt_at = NULL, create_sent_at = NULL, attempts = 0, lease_until = NULL, epoch = requester.epoch + 1
         WHERE requester.state <> 'resolved' AND requester.chosen_user_id IS NULL
         RETURNING version`,
        [organizationId, requesterKey, made.email, made.name, zendeskUserId],
      );
      if (row === undefined) return undefined;
      const answer = { state: 'resolved', zendeskUserId } as const;
      const now = this.clock.now();
      const event = answerEvent(made, answer, Number(row.version), now, currentTraceparent());
      return this.outbox.store(tx, sourceOf(made), [answerMessage(this.prefix, event)]);
    });
    if (stored !== undefined) this.outbox.publish(stored);
  }
}
