import type { Database } from '@parley/platform';
import type { CheckPage, CustomerChecks, KnownAs } from '../check-customers/customer-checks.port';

/** Users of one `show_many` call. */
const PAGE = 100;
/** Rows that are looked at again: those with a user, unless a worker is about to look at them anyway. */
const WATCHED = `zendesk_user_id IS NOT NULL AND next_attempt_at IS NULL
  AND checked_at < clock_timestamp() - $1 * interval '1 ms'`;

interface CheckedRow {
  readonly organization_id: string;
  readonly zendesk_user_id: string;
  readonly known_as: KnownAs;
}

/** Checks of known customers, on the table `requester`. Replicas skip the rows that another one is taking. */
export class PostgresCustomerChecks implements CustomerChecks {
  constructor(private readonly database: Database) {}

  async takePage(olderThanMs: number): Promise<CheckPage | undefined> {
    const rows = await this.database.query<CheckedRow>(
      `WITH next AS (
         SELECT organization_id FROM requester JOIN organization USING (organization_id)
         WHERE ${WATCHED} AND organization.state = 'active'
         ORDER BY requester.checked_at LIMIT 1
       ), page AS (
         SELECT organization_id, requester_key FROM requester
         WHERE organization_id = (SELECT organization_id FROM next) AND ${WATCHED}
         ORDER BY checked_at LIMIT ${PAGE} FOR UPDATE SKIP LOCKED
       )
       UPDATE requester SET checked_at = clock_timestamp() FROM page
       WHERE requester.organization_id = page.organization_id AND requester.requester_key = page.requester_key
       RETURNING requester.organization_id, requester.zendesk_user_id,
         CASE WHEN state = 'resolved' THEN 'usable' WHEN reason = 'customer-suspended' THEN 'suspended' ELSE 'gone' END AS known_as`,
      [olderThanMs],
    );
    const [first] = rows;
    if (first === undefined) return undefined;
    const customers = rows.map(({ zendesk_user_id, known_as }) => ({
      zendeskUserId: Number(zendesk_user_id),
      knownAs: known_as,
    }));
    return { organizationId: first.organization_id, customers };
  }

  async findAnew(organizationId: string, zendeskUserIds: readonly number[]): Promise<number> {
    const rows = await this.database.query(
      `UPDATE requester SET next_attempt_at = clock_timestamp()
       WHERE organization_id = $1 AND zendesk_user_id = ANY($2::bigint[]) AND state <> 'unknown' AND next_attempt_at IS NULL
       RETURNING requester_key`,
      [organizationId, zendeskUserIds],
    );
    return rows.length;
  }
}
