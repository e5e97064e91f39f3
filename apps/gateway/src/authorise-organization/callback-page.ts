import type { PageLink, PlainPage } from '../http-edge/plain-page';
import { plainPage } from '../http-edge/plain-page';
import type { FinishOutcome } from './authorise-organization';

/** Where in the console one goes on when nothing was connected. */
const ALL_ORGANIZATIONS: PageLink = { text: 'Back to Zendesk organizations', href: '/organizations' };

/** Says what became of it, and what to do next. */
export function callbackPage(outcome: FinishOutcome): PlainPage {
  switch (outcome.kind) {
    case 'connected':
      return plainPage(
        200,
        'The organization is connected',
        [`${outcome.organization.name} (${outcome.organization.url}) can be configured now.`],
        wayBack(outcome.organization),
      );
    case 'reauthorised':
      return plainPage(
        200,
        'The organization is authorised again',
        [
          `What waited for ${outcome.organization.name} (${outcome.organization.url}) goes on by itself, in order.`,
        ],
        wayBack(outcome.organization),
      );
    case 'attempt-unknown':
      return plainPage(
        400,
        'This link does not work any more',
        [
          'Each one works once, and for ten minutes. Nothing was changed.',
          'Go back to Parley and connect or authorise the organization again.',
        ],
        ALL_ORGANIZATIONS,
      );
    case 'denied':
      return plainPage(
        403,
        'Access was denied',
        [
          'Somebody chose "Deny" in Zendesk. Nothing was changed.',
          'Without access Parley cannot write tickets there.',
        ],
        ALL_ORGANIZATIONS,
      );
    case 'scopes-missing':
      return plainPage(
        422,
        'The access is not enough',
        [
          `Zendesk gave no ${outcome.scopes.join(' and ')} access. Nothing was changed.`,
          'Let the OAuth client have the scopes "read" and "write", then try again.',
        ],
        ALL_ORGANIZATIONS,
      );
    case 'grant-refused':
      return plainPage(
        422,
        'Zendesk refused',
        [
          `Its answer was "${outcome.code}". Nothing was changed.`,
          'Check the identifier, the secret and the redirect URL of the OAuth client, then try again.',
        ],
        ALL_ORGANIZATIONS,
      );
    case 'token-refused':
      return plainPage(
        422,
        'This user cannot connect a Zendesk',
        [outcome.detail, 'Nothing was changed. Sign in to Zendesk as an administrator, then try again.'],
        ALL_ORGANIZATIONS,
      );
    case 'url-not-allowed':
      return plainPage(
        422,
        'This address may not be connected',
        [`${outcome.detail}. Nothing was changed.`],
        ALL_ORGANIZATIONS,
      );
    case 'unreachable':
      return plainPage(
        502,
        'Zendesk did not answer',
        ['Nothing was changed. Try again in a moment.'],
        ALL_ORGANIZATIONS,
      );
  }
}

function wayBack({ id, name }: { readonly id: string; readonly name: string }): PageLink {
  return { text: `Back to ${name}`, href: `/organizations/${id}` };
}
