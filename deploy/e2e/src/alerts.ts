import type { AlertMessage } from '@parley/contracts';
import { Webhook } from 'standardwebhooks';
import type { Desk } from './desk';

interface Posted {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What was said by webhook about a desk's organization so far, in order; each message's signature is checked. */
export async function alertsAbout(desk: Desk): Promise<readonly AlertMessage[]> {
  const { PARLEY_E2E_ALERTS_URL: url, PARLEY_E2E_ALERTS_SECRET: secret } = process.env;
  if (url === undefined || secret === undefined)
    throw new Error('PARLEY_E2E_ALERTS_URL is not set: run end-to-end tests through Jest');
  const posted = (await (await fetch(url)).json()) as readonly Posted[];
  return posted
    .map(({ headers, body }) => new Webhook(secret).verify(body, headers) as AlertMessage)
    .filter(({ data }) => data.organization.id === desk.organizationId);
}
