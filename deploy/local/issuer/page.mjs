import { createHash } from 'node:crypto';
import { PEOPLE } from './people.mjs';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.5rem}' +
  'button{display:block;width:100%;margin:.75rem 0;padding:.75rem 1rem;font:inherit;text-align:left;cursor:pointer}';

/** What a browser may do with these pages. A form's answer leads back to the gateway, so where forms go is not limited. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`,
  'cache-control': 'no-store',
};

/** The page on which one chooses who to be. */
export function choicePage() {
  const choices = PEOPLE.map(({ sub, name }) => `<button name="person" value="${sub}">${name}</button>`).join(
    '',
  );
  return page(
    'Sign in to Parley',
    `<p>This is the local stack's own issuer: whoever opens this page may be anybody.</p><form method="post">${choices}<button name="person" value="">Nobody: deny</button></form>`,
  );
}

/**
 * A page about something that cannot be done.
 * @param {string} what
 */
export function errorPage(what) {
  return page('This cannot be done', `<p>${escaped(what)}</p>`);
}

/**
 * @param {string} title
 * @param {string} body as HTML
 */
function page(title, body) {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${STYLE}</style>`;
  return `<!doctype html><html lang="en"><head>${head}</head><body><h1>${title}</h1>${body}</body></html>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
