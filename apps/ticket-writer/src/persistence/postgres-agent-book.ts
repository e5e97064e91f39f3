import type { Database } from '@parley/platform';
import type { AgentBook } from '../lane/ports';

/** How long an answer counts: an agent hired or gone is noticed within this time. */
const FOUND_FOR = `interval '1 hour'`;
const ABSENT_FOR = `interval '5 minutes'`;

/** Remembers agents in the service's own schema, so that a restart asks Zendesk nothing again. */
export class PostgresAgentBook implements AgentBook {
  constructor(private readonly database: Database) {}

  async known(organizationId: string, key: string): Promise<number | null | undefined> {
    const [row] = await this.database.query<{ zendesk_user_id: string | null }>(
      `select zendesk_user_id from agent
       where organization_id = $1 and address = $2
         and looked_up_at > clock_timestamp() - case when zendesk_user_id is null then ${ABSENT_FOR} else ${FOUND_FOR} end`,
      [organizationId, key],
    );
    if (row === undefined) return undefined;
    return row.zendesk_user_id === null ? null : Number(row.zendesk_user_id);
  }

  async remember(organizationId: string, key: string, zendeskUserId: number | null): Promise<void> {
    await this.database.query(
      `insert into agent (organization_id, address, zendesk_user_id) values ($1, $2, $3)
       on conflict (organization_id, address) do update
         set zendesk_user_id = excluded.zendesk_user_id, looked_up_at = clock_timestamp()`,
      [organizationId, key, zendeskUserId],
    );
  }
}
