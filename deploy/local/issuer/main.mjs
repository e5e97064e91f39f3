import { createServer } from 'node:http';
import { URLSearchParams } from 'node:url';
import { signingKey } from '../stack/issuer.mjs';
import { choicePage, errorPage, PAGE_HEADERS } from './page.mjs';
import { PEOPLE } from './people.mjs';
import { CHOICE_PATH, localProvider } from './provider.mjs';

/** Longest body of the form on the page, in bytes. */
const MAX_FORM_BYTES = 1_000;

/**
 * The local stack's own issuer as a process: an OpenID provider with one person for each role, on PORT of this machine alone.
 * PARLEY_OIDC_CLIENT_ID, PARLEY_OIDC_CLIENT_SECRET and ISSUER_REDIRECT_URIS (comma-separated) say who the gateway is.
 */
async function main() {
  const server = createServer();
  await new Promise((listening) =>
    server.listen(Number(setting('PORT')), '127.0.0.1', () => listening(null)),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = localProvider(issuer, await signingKey(), {
    id: setting('PARLEY_OIDC_CLIENT_ID'),
    secret: setting('PARLEY_OIDC_CLIENT_SECRET'),
    redirectUris: setting('ISSUER_REDIRECT_URIS').split(','),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/health/')) response.end('ok');
    else if (path.startsWith(CHOICE_PATH)) void choose(provider, request, response);
    else void answer(request, response);
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT']))
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  console.log(`the local issuer is up at ${issuer}`);
}

/**
 * Shows who one may be, and goes on as whoever was chosen.
 * @param {import('oidc-provider').default} provider
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function choose(provider, request, response) {
  try {
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      response.writeHead(200, PAGE_HEADERS).end(choicePage());
      return;
    }
    const sub = new URLSearchParams(await bodyOf(request)).get('person');
    const person = PEOPLE.find((one) => one.sub === sub);
    const result =
      person === undefined
        ? { error: 'access_denied', error_description: 'nobody was chosen' }
        : { login: { accountId: person.sub } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch (error) {
    const what = error instanceof Error ? error.message : 'unknown';
    response.writeHead(400, PAGE_HEADERS).end(errorPage(`${what}: begin again where you came from.`));
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_FORM_BYTES) throw new Error('the form is too long');
  }
  return body;
}

/** @param {string} name */
function setting(name) {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

await main();
