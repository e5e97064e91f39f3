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
