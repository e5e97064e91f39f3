import { randomBytes } from 'node:crypto';
import Provider, { interactionPolicy } from 'oidc-provider';
import { errorPage, PAGE_HEADERS } from './page.mjs';
import { PEOPLE } from './people.mjs';

/**
 * The gateway as the issuer knows it.
 * @typedef {object} GatewayClient
 * @property {string} id
 * @property {string} secret
 * @property {readonly string[]} redirectUris
 */

/** Path of the page on which one chooses who to be; the interaction's id follows. */
export const CHOICE_PATH = '/sign-in/';

/**
 * The OpenID provider of a machine for developing: everybody who can reach it may be anybody, and what it knows it keeps in memory
 * alone, so a restart ends what was under way. Production refuses to start with an issuer like this one.
 *
 * @param {string} issuer its own origin
 * @param {import('jose').JWK} key private, with `kid` and `alg`
 * @param {GatewayClient} client
 */
export function localProvider(issuer, key, client) {
  return new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...client.redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [/** @type {import('oidc-provider').JWK} */ (key)] },
    // As issuers do: the role stands in the ID token, the name in what the userinfo endpoint answers.
    claims: { openid: ['sub', 'role'], profile: ['name'] },
    scopes: ['openid', 'profile'],
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    interactions: {
      policy: chosenEachTime(),
      url: (_ctx, { uid }) => CHOICE_PATH + uid,
    },
    findAccount: (_ctx, sub) => {
      const person = PEOPLE.find((one) => one.sub === sub);
      return person && { accountId: sub, claims: () => ({ ...person }) };
    },
    // The gateway is nobody else's: there is nothing to agree to.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.set(PAGE_HEADERS);
      ctx.body = errorPage(`${out.error}: ${out.error_description ?? ''}`);
    },
  });
}

/** Whoever was chosen before, the next signing in asks again: so one can try each role. */
function chosenEachTime() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('chosen_each_time', 'who to be is chosen each time', 'login_required', (ctx) =>
        ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  return policy;
}
