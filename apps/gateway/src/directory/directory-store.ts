/** Scope of a custom field. */
export type FieldScope = 'contact' | 'conversation';

/** An account of the platform. */
export interface DirectoryAccountEntry {
  readonly id: string;
  readonly network: string;
  readonly name: string;
  readonly deleted: boolean;
  /** Organization that it is linked to; null where it is to none. */
  readonly organizationId: string | null;
}

/** A team of the platform. */
export interface DirectoryTeamEntry {
  readonly id: string;
  readonly name: string;
  readonly deleted: boolean;
}

/** A custom field of the platform; `scope` and `key` together are its identity. */
export interface DirectoryFieldEntry {
  readonly key: string;
  readonly scope: FieldScope;
  readonly label: string;
  readonly type: string;
  readonly deleted: boolean;
}

/** Injects the `DirectoryStore`. */
export const DIRECTORY_STORE = Symbol('gateway.directory-store');

/** The copy of what the platform told about accounts, teams and fields. Deleted entries stay, marked. */
export interface DirectoryStore {
  accounts(): Promise<readonly DirectoryAccountEntry[]>;
  teams(): Promise<readonly DirectoryTeamEntry[]>;
  fields(): Promise<readonly DirectoryFieldEntry[]>;
  team(id: string): Promise<DirectoryTeamEntry | undefined>;
  field(scope: FieldScope, key: string): Promise<DirectoryFieldEntry | undefined>;
}
