import type { OrganizationDocument } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { ConfigurationOutbox } from '../publish-configuration/configuration-outbox';
import { ORGANIZATION_COLUMNS, documentOf, organizationOf } from './organization-row';
import type { OrganizationRow } from './organization-row';

/** The outbox is a column: the version that was published last. Commit of a change and "to be published" are one and the same. */
export class PostgresConfigurationOutbox implements ConfigurationOutbox {
  constructor(private readonly database: Database) {}

  unpublished(organizationIds?: readonly string[]): Promise<readonly OrganizationDocument[]> {
    return this.database.transaction(async (tx) => {
      // Version and accounts must be of one moment, and each statement would see its own.
      await tx.query('set transaction isolation level repeatable read, read only');
      const rows = await tx.query<OrganizationRow>(
        `select ${ORGANIZATION_COLUMNS} from organization
         where published_version < version and ($1::uuid[] is null or id = any($1::uuid[])) order by id limit 100`,
        [organizationIds ?? null],
      );
      const documents: OrganizationDocument[] = [];
      for (const row of rows) documents.push(await documentOf(tx, organizationOf(row)));
      return documents;
    });
  }

  async markPublished(
    documents: readonly Pick<OrganizationDocument, 'organizationId' | 'version'>[],
  ): Promise<void> {
    await this.database.query(
      `update organization o set published_version = p.version
       from (select id, version from unnest($1::uuid[], $2::bigint[]) as p(id, version) order by id) p
       where o.id = p.id and o.published_version < p.version`,
      [documents.map(({ organizationId }) => organizationId), documents.map(({ version }) => version)],
    );
  }
}
