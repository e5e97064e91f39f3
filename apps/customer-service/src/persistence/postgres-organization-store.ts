import type { OrganizationDocument } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import type { OrganizationStore } from '../apply-configuration/organization-store.port';

/** Organizations in the table `organization`. */
export class PostgresOrganizationStore implements OrganizationStore {
  async apply(tx: Transaction, documents: readonly OrganizationDocument[]): Promise<number> {
    if (documents.length === 0) return 0;
    const rows = await tx.query<{ organization_id: string; state: string }>(
      `INSERT INTO organization (organization_id, version, state)
       SELECT DISTINCT ON (organization_id) organization_id, version, state
       FROM json_to_recordset($1) AS document(organization_id text, version bigint, state text)
       ORDER BY organization_id, version DESC
       ON CONFLICT (organization_id) DO UPDATE SET version = excluded.version, state = excluded.state
         WHERE organization.version < excluded.version
       RETURNING organization_id, state`,
      [
        JSON.stringify(
          documents.map(({ organizationId, version, state }) => ({
            organization_id: organizationId,
            version,
            state,
          })),
        ),
      ],
    );
    const active = rows
      .filter(({ state }) => state === 'active')
      .map(({ organization_id }) => organization_id);
    if (active.length === 0) return 0;
    // Whoever waited for the organization goes on at once, whatever wait the last try had come to.
    await tx.query(
      `UPDATE requester SET next_attempt_at = now()
       WHERE organization_id = ANY($1::text[]) AND state = 'unknown' AND next_attempt_at > now()`,
      [active],
    );
    return active.length;
  }
}
