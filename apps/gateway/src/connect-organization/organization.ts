import type { OrganizationConfiguration, OrganizationState } from '@parley/contracts';

/** One connected Zendesk, as the gateway keeps it; no secret in it. */
export interface Organization {
  /** UUID, derived from the URL: connecting the same Zendesk again is the same organization. */
  readonly id: string;
  /** The subdomain, unless somebody renamed it. */
  readonly name: string;
  /** Origin, for example `https://acme.zendesk.com`. */
  readonly url: string;
  readonly state: OrganizationState;
  readonly connectedUserId: number;
  /** Counts every change of what is published about the organization. */
  readonly version: number;
  /** Counts the changes of its configuration alone; its ETag. */
  readonly configurationVersion: number;
  readonly configuration: OrganizationConfiguration;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** Injects the `OrganizationStore`. */
export const ORGANIZATION_STORE = Symbol('gateway.organization-store');

/** Who did it: `sub` of a person's token, or the name of a part of Parley. */
export type ChangedBy = string;

/** Where organizations are kept. Every change raises the version and is recorded with who, when, old and new (A6). */
export interface OrganizationStore {
  /** Adds the organization, or makes the known one with this id active again. */
  connect(connection: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly connectedUserId: number;
    readonly by: ChangedBy;
  }): Promise<{ readonly organization: Organization; readonly created: boolean }>;
  /** Oldest first, after the given place. */
  list(
    limit: number,
    after?: { readonly createdAt: string; readonly id: string },
  ): Promise<readonly Organization[]>;
  find(id: string): Promise<Organization | undefined>;
  /** Gives it another name; nothing happens when it has that already. Undefined when there is no such organization. */
  rename(id: string, name: string, by: ChangedBy): Promise<Organization | undefined>;
  /** Changes the state; nothing happens when it is that already. False when there is no such organization. */
  setState(id: string, state: OrganizationState, by: ChangedBy): Promise<boolean>;
}
