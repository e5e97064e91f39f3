import {
  type AccountLink,
  type DirectoryAccount,
  type OrganizationCopy,
  type Since,
  type Surroundings,
} from '@parley/sync-policy';

/** The configuration and directory as one version of the evaluator's copies has them. Immutable. */
export class ConfigurationView {
  /** Keys of the custom fields in which any organization looks for an e-mail address. */
  readonly emailKeys: ReadonlySet<string>;
  private readonly organizations: ReadonlyMap<string, OrganizationCopy>;
  private readonly directory: ReadonlyMap<string, DirectoryAccount>;
  private readonly known = new Map<string, Surroundings>();

  /** @param version rises with every change of any copy */
  constructor(
    readonly version: number,
    organizations: readonly OrganizationCopy[],
    directory: readonly DirectoryAccount[],
  ) {
    this.organizations = new Map(organizations.map((copy) => [copy.organization.id, copy]));
    this.directory = new Map(directory.map((account) => [account.id, account]));
    this.emailKeys = new Set(organizations.flatMap(({ organization }) => organization.modeB.emailKey ?? []));
  }

  /** What decides about the account's conversations beside themselves. */
  surroundingsOf(accountId: string): Surroundings {
    let surroundings = this.known.get(accountId);
    if (surroundings === undefined) {
      surroundings = this.lookUp(accountId);
      this.known.set(accountId, surroundings);
    }
    return surroundings;
  }

  private lookUp(accountId: string): Surroundings {
    let link: AccountLink | undefined;
    let unlinkedSince: Since | undefined;
    for (const copy of this.organizations.values()) {
      const here = copy.links.get(accountId);
      // An account that moves is for a moment in both documents, since each organization has a record of its own.
      if (here !== undefined && (link === undefined || here.linkedSince.at > link.linkedSince.at))
        link = here;
      const left = copy.unlinked.get(accountId);
      if (left !== undefined && (unlinkedSince === undefined || left.at > unlinkedSince.at))
        unlinkedSince = left;
    }
    return {
      account: this.directory.get(accountId),
      link,
      organization:
        link === undefined ? undefined : this.organizations.get(link.organizationId)?.organization,
      unlinkedSince,
    };
  }
}
