import { createHash } from 'node:crypto';
import type { FinishOutcome } from './authorise-organization';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.5rem}';

/** What a browser may do with such a page: show it. */
export const CALLBACK_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** A page for whoever came back from Zendesk. */
export interface CallbackPage {
  readonly status: number;
  readonly html: string;
}

/** Says what became of it, and what to do next. */
export function callbackPage(outcome: FinishOutcome): CallbackPage {
  switch (outcome.kind) {
    case 'connected':
      return page(200, 'The organization is connected', [
        `${outcome.organization.name} (${outcome.organization.url}) can be configured now.`,
        'You can close this page.',
      ]);
    case 'reauthorised':
      return page(200, 'The organization is authorised again', [
        `What waited for ${outcome.organization.name} (${outcome.organization.url}) goes on by itself, in order.`,
        'You can close this page.',
      ]);
    case 'attempt-unknown':
      return page(400, 'This link does not work any more', [
        'Each one works once, and for ten minutes. Nothing was changed.',
        'Go back to Parley and connect or authorise the organization again.',
      ]);
    case 'denied':
      return page(403, 'Access was denied', [
        'Somebody chose "Deny" in Zendesk. Nothing was changed.',
        'Without access Parley cannot write tickets there.',
      ]);
    case 'scopes-missing':
      return page(422, 'The access is not enough', [
        `Zendesk gave no ${outcome.scopes.join(' and ')} access. Nothing was changed.`,
        'Let the OAuth client have the scopes "read" and "write", then try again.',
      ]);
    case 'grant-refused':
      return page(422, 'Zendesk refused', [
        `Its answer was "${outcome.code}". Nothing was changed.`,
        'Check the identifier, the secret and the redirect URL of the OAuth client, then try again.',
      ]);
    case 'token-refused':
      return page(422, 'This user cannot connect a Zendesk', [
        outcome.detail,
        'Nothing was changed. Sign in to Zendesk as an administrator, then try again.',
      ]);
    case 'url-not-allowed':
      return page(422, 'This address may not be connected', [`${outcome.detail}. Nothing was changed.`]);
    case 'unreachable':
      return page(502, 'Zendesk did not answer', ['Nothing was changed. Try again in a moment.']);
  }
}

function page(status: number, title: string, lines: readonly string[]): CallbackPage {
  const body = [`<h1>${text(title)}</h1>`, ...lines.map((line) => `<p>${text(line)}</p>`)].join('');
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${text(title)} – Parley</title><style>${STYLE}</style>`;
  return { status, html: `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>` };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(plain: string): string {
  return plain.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
