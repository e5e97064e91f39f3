import {
  DEFAULT_CONFIGURATION,
  type OrganizationConfiguration,
  type OrganizationDocument,
} from '@parley/contracts';

export const TEAM = 'team-zendesk';
export const EMAIL_KEY = 'email';
export const ACCOUNT = 'acc-whatsapp-1';
export const ORGANIZATION = 'org-1';

/** Both modes on, Mode B with its team and field. */
export const BOTH_MODES: OrganizationConfiguration = {
  ...DEFAULT_CONFIGURATION,
  modeA: { enabled: true },
  modeB: {
    enabled: true,
    teamId: TEAM,
    emailField: { scope: 'contact', key: EMAIL_KEY },
    continueAfterCreation: true,
  },
};

/** An account that is linked and on. */
export const LINKED = { accountId: ACCOUNT, enabled: true, directApiContract: false };

/** A version of an organization's document with every gate open, changed as told. */
export function aDocument(
  version: number,
  changes: Partial<OrganizationDocument> = {},
): OrganizationDocument {
  return {
    version,
    organizationId: ORGANIZATION,
    name: 'acme',
    url: 'https://acme.zendesk.com',
    state: 'active',
    connectedUserId: 1,
    accounts: [LINKED],
    configuration: BOTH_MODES,
    changedAt: new Date(Date.parse('2026-11-21T08:00:00Z') + version * 1_000).toISOString(),
    ...changes,
  };
}
