import type { DirectoryEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Database, Transaction } from '@parley/platform';
import type {
  DirectoryAccountEntry,
  DirectoryFieldEntry,
  DirectoryStore,
  DirectoryTeamEntry,
  FieldScope,
} from '../directory/directory-store';

interface EntryRow {
  readonly id: string;
  readonly scope: FieldScope;
  readonly label: string;
  readonly type: string;
  readonly deleted: boolean;
}

const SELECT = 'select id, scope, label, type, deleted from directory_entry where kind = $1';

/** The directory in Postgres. */
export class PostgresDirectory implements DirectoryStore {
  constructor(private readonly database: Database) {}

  async accounts(): Promise<readonly DirectoryAccountEntry[]> {
    const rows = await this.database.query<EntryRow & { readonly organization_id: string | null }>(
      `select d.id, d.scope, d.label, d.type, d.deleted, a.organization_id
       from directory_entry d left join linked_account a on a.account_id = d.id where d.kind = 'account'`,
    );
    return rows.map(({ id, type, label, deleted, organization_id }) => ({
      id,
      network: type,
      name: label,
      deleted,
      organizationId: organization_id,
    }));
  }

  async teams(): Promise<readonly DirectoryTeamEntry[]> {
    const rows = await this.database.query<EntryRow>(SELECT, ['team']);
    return rows.map(teamOf);
  }

  async fields(): Promise<readonly DirectoryFieldEntry[]> {
    const rows = await this.database.query<EntryRow>(SELECT, ['field']);
    return rows.map(fieldOf);
  }

  async team(id: string): Promise<DirectoryTeamEntry | undefined> {
    const [row] = await this.database.query<EntryRow>(`${SELECT} and id = $2`, ['team', id]);
    return row && teamOf(row);
  }

  async field(scope: FieldScope, key: string): Promise<DirectoryFieldEntry | undefined> {
    const [row] = await this.database.query<EntryRow>(`${SELECT} and scope = $2 and id = $3`, [
      'field',
      scope,
      key,
    ]);
    return row && fieldOf(row);
  }
}

function teamOf({ id, label, deleted }: EntryRow): DirectoryTeamEntry {
  return { id, name: label, deleted };
}

function fieldOf({ id, scope, label, type, deleted }: EntryRow): DirectoryFieldEntry {
  return { key: id, scope, label, type, deleted };
}

interface Entry {
  readonly kind: 'account' | 'team' | 'field';
  readonly id: string;
  readonly scope: string;
  readonly label: string;
  readonly type: string;
  readonly deleted: boolean;
}

/** Writes a batch of directory events; of one entry the later place in the log wins, whatever was written before. */
export async function storeDirectory(
  tx: Transaction,
  events: readonly DecodedEvent<DirectoryEvent>[],
): Promise<void> {
  const newest = new Map<string, DecodedEvent<DirectoryEvent>>();
  for (const event of events) newest.set(JSON.stringify(identityOf(entryOf(event.event))), event);
  const rows = [...newest.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, event]) => event);
  const entries = rows.map(({ event }) => entryOf(event));
  await tx.query(
    `insert into directory_entry as d (kind, id, scope, label, type, deleted, epoch, "offset")
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::integer[], $8::bigint[])
     on conflict (kind, id, scope) do update set label = excluded.label, type = excluded.type, deleted = excluded.deleted,
       epoch = excluded.epoch, "offset" = excluded."offset"
     where (d.epoch, d."offset") < (excluded.epoch, excluded."offset")`,
    [
      entries.map(({ kind }) => kind),
      entries.map(({ id }) => id),
      entries.map(({ scope }) => scope),
      entries.map(({ label }) => label),
      entries.map(({ type }) => type),
      entries.map(({ deleted }) => deleted),
      rows.map(({ position }) => position.epoch),
      rows.map(({ position }) => position.offset),
    ],
  );
}

function identityOf({ kind, id, scope }: Entry): readonly string[] {
  return [kind, id, scope];
}

function entryOf({ type, data }: DirectoryEvent): Entry {
  switch (type) {
    case 'parley.directory.account.v1':
      return {
        kind: 'account',
        id: data.id,
        scope: '',
        label: data.name,
        type: data.network,
        deleted: data.deleted ?? false,
      };
    case 'parley.directory.team.v1':
      return {
        kind: 'team',
        id: data.id,
        scope: '',
        label: data.name,
        type: '',
        deleted: data.deleted ?? false,
      };
    case 'parley.directory.field.v1':
      return {
        kind: 'field',
        id: data.key,
        scope: data.scope,
        label: data.label,
        type: data.type,
        deleted: data.deleted ?? false,
      };
  }
}
