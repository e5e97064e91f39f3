import type { PlainPage } from '../http-edge/plain-page';
import { plainPage } from '../http-edge/plain-page';
import type { FinishOutcome } from './authorise-organization';

/** Says what became of it, and what to do next. */
export function callbackPage(outcome: FinishOutcome): PlainPage {
  switch (outcome.kind) {
    case 'connected':
      return plainPage(200, 'The organization is connected', [
        `${outcome.organization.name} (${outcome.organization.url}) can be configured now.`,
        'You can close this page.',
      ]);
    case 'reauthorised':
      return plainPage(200, 'The organization is authorised again', [
        `What waited for ${outcome.organization.name} (${outcome.organization.url}) goes on by itself, in order.`,
        'You can close this page.',
      ]);
    case 'attempt-unknown':
      return plainPage(400, 'This link does not work any more', [
        'Each one works once, and for ten minutes. Nothing was changed.',
        'Go back to Parley and connect or authorise the organization again.',
      ]);
    case 'denied':
      return plainPage(403, 'Access was denied', [
        'Somebody chose "Deny" in Zendesk. Nothing was changed.',
        'Without access Parley cannot write tickets there.',
      ]);
    case 'scopes-missing':
      return plainPage(422, 'The access is not enough', [
        `Zendesk gave no ${outcome.scopes.join(' and ')} access. Nothing was changed.`,
        'Let the OAuth client have the scopes "read" and "write", then try again.',
      ]);
    case 'grant-refused':
      return plainPage(422, 'Zendesk refused', [
        `Its answer was "${outcome.code}". Nothing was changed.`,
        'Check the identifier, the secret and the redirect URL of the OAuth client, then try again.',
      ]);
    case 'token-refused':
      return plainPage(422, 'This user cannot connect a Zendesk', [
        outcome.detail,
        'Nothing was changed. Sign in to Zendesk as an administrator, then try again.',
      ]);
    case 'url-not-allowed':
      return plainPage(422, 'This address may not be connected', [`${outcome.detail}. Nothing was changed.`]);
    case 'unreachable':
      return plainPage(502, 'Zendesk did not answer', ['Nothing was changed. Try again in a moment.']);
  }
}
