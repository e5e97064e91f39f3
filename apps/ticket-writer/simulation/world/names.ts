/** A connected Zendesk of a story, and the one account that is linked to it. */
export interface OrganizationNames {
  readonly id: string;
  readonly url: string;
  readonly accountId: string;
  readonly accountName: string;
  /** Zendesk user that the token acts as. */
  readonly connectedUser: number;
  /** Zendesk user of the advisor in that Zendesk. */
  readonly advisorAgent: number;
}

/** Names that every story uses. */
export const ORGANIZATION = 'org-1';
export const ACCOUNT = 'acc-1';
export const ACCOUNT_NAME = 'Acme support';
export const CONNECTED_USER = 900;
export const ADVISOR_EMAIL = 'grace@example.org';
export const ADVISOR_AGENT = 801;
export const PREFIX = 'sim.';
/** Where simulated time begins. */
export const START_MS = Date.parse('2026-11-21T09:00:00.000Z');

/** The organizations of a story; most have the first alone. Their tickets have the same numbers. */
export const ORGANIZATIONS: readonly [OrganizationNames, OrganizationNames] = [
  {
    id: ORGANIZATION,
    url: 'https://acme.zendesk.com',
    accountId: ACCOUNT,
    accountName: ACCOUNT_NAME,
    connectedUser: CONNECTED_USER,
    advisorAgent: ADVISOR_AGENT,
  },
  {
    id: 'org-2',
    url: 'https://globex.zendesk.com',
    accountId: 'acc-2',
    accountName: 'Globex sales',
    connectedUser: 950,
    advisorAgent: 851,
  },
];
