import type { Since } from './moment';

/** Mode A of one organization; `since`: when the switch moved last. */
export interface ModeASettings {
  readonly enabled: boolean;
  readonly since: Since;
}

/** Mode B of one organization; `since`: when switch, team or field moved last. Without team or field it fires nothing. */
export interface ModeBSettings {
  readonly enabled: boolean;
  readonly teamId: string | undefined;
  /** Key of the custom e-mail field; the conversation's value wins over the contact's (T4). */
  readonly emailKey: string | undefined;
  /** T6: whether a ticket goes on after its creation; read at each event. */
  readonly continueAfterCreation: boolean;
  readonly since: Since;
}

/** What the policy reads of one organization. */
export interface Organization {
  readonly id: string;
  /** G5: connected and authorised. */
  readonly active: boolean;
  readonly activeSince: Since;
  readonly modeA: ModeASettings;
  readonly modeB: ModeBSettings;
  readonly missingEmail: 'hold' | 'create-without-email';
  readonly closeAs: 'closed' | 'solved';
}

/** An account in an organization, with its switches and since when each stands as it does. */
export interface AccountLink {
  readonly organizationId: string;
  readonly linkedSince: Since;
  readonly enabled: boolean;
  readonly enabledSince: Since;
  /** When the switch was on for the first time (ms since 1970); never unset while the account stays linked. */
  readonly firstEnabledAt: number | undefined;
  /** G4: an administrator marked the account as having a direct API contract. */
  readonly directApiContract: boolean;
  readonly contractSince: Since;
  readonly firstContractAt: number | undefined;
  /** T11: conversations closed upstream at or after this time (ms since 1970) are wanted too. */
  readonly includeClosedSince: number | undefined;
}

/** The evaluator's copy of one organization: settings, linked accounts, and accounts that were linked once. */
export interface OrganizationCopy {
  readonly version: number;
  readonly organization: Organization;
  readonly links: ReadonlyMap<string, AccountLink>;
  readonly unlinked: ReadonlyMap<string, Since>;
}

/** An account of the platform's directory. */
export interface DirectoryAccount {
  readonly id: string;
  readonly network: string;
  readonly deleted: boolean;
  readonly since: Since;
}

/** Everything outside the conversation that decides about it. */
export interface Surroundings {
  readonly account: DirectoryAccount | undefined;
  readonly link: AccountLink | undefined;
  /** The link's organization; there exactly when the link is. */
  readonly organization: Organization | undefined;
  /** When the account lost its last link, if it had one. */
  readonly unlinkedSince: Since | undefined;
}

/** An account of which nothing is known. */
export const UNKNOWN_SURROUNDINGS: Surroundings = {
  account: undefined,
  link: undefined,
  organization: undefined,
  unlinkedSince: undefined,
};

/** Whether the network is X, under either of its names, in any case. */
export function isX(network: string): boolean {
  return /^\s*(?:x|twitter)\s*$/i.test(network);
}

/**
 * When the account was opened for the first time (T11): switched on, and, on X, with its contract; `undefined` before.
 * From then on a shut gate only delays: what fires meanwhile is kept and goes when it opens.
 */
export function firstOpenedAt({ account, link }: Surroundings): number | undefined {
  if (account === undefined || link?.firstEnabledAt === undefined) return undefined;
  if (!isX(account.network)) return link.firstEnabledAt;
  return link.firstContractAt === undefined ? undefined : Math.max(link.firstEnabledAt, link.firstContractAt);
}
