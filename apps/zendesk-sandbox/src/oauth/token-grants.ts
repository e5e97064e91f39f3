import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccessToken } from '../authentication/access-token';
import { ZendeskError } from '../http/zendesk-error';
import type { Account } from '../world/account';
import { scopesOf, type OAuthClient } from './oauth-client';

/** The fields of a token request, by name. */
export type TokenRequest = Readonly<Record<string, string | undefined>>;

/** Range and default of a life, in seconds: Zendesk facts, endpoints and flow; defaults from the expiry timeline. */
interface Life {
  readonly field: string;
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

const ACCESS: Life = { field: 'expires_in', least: 300, most: 172_800, usual: 1_800 };
const REFRESH: Life = {
  field: 'refresh_token_expires_in',
  least: 604_800,
  most: 7_776_000,
  usual: 2_592_000,
};

/**
 * Gives a token for a code, a refresh token or the client's own credentials.
 *
 * @throws ZendeskError in the shape of OAuth: 401 `invalid_client`, 400 for everything else
 */
export function grantToken(account: Account, request: TokenRequest): AccessToken {
  const client = readClient(account, request);
  switch (request['grant_type'] ?? '') {
    case 'authorization_code':
      return fromCode(account, client, request);
    case 'refresh_token':
      return fromRefreshToken(account, client, request);
    case 'client_credentials':
      return fromClientCredentials(account, client, request);
    default:
      throw oauthError('unsupported_grant_type', 'The grant type is not supported.');
  }
}

/** An error in the shape of OAuth; exact texts and statuses are not published. */
export function oauthError(error: string, description: string, status = 400): ZendeskError {
  return new ZendeskError(status, { error, error_description: description });
}

function fromCode(account: Account, client: OAuthClient, request: TokenRequest): AccessToken {
  const code = account.state.authorizationCodes.get(request['code'] ?? '');
  account.state.authorizationCodes.delete(request['code'] ?? '');
  const isGood =
    code !== undefined &&
    code.expiresAt > account.now() &&
    code.clientId === client.id &&
    code.redirectUri === request['redirect_uri'] &&
    verifies(request['code_verifier'], code.challenge);
  if (!isGood)
    throw oauthError(
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked, or does not match.',
    );
  if (code.challenge === null) checkSecret(client, request);
  return issue(account, client, code.userId, code.scopes, request);
}

/** "Refresh returns a new access and a new refresh token and kills the old pair." */
function fromRefreshToken(account: Account, client: OAuthClient, request: TokenRequest): AccessToken {
  checkSecret(client, request);
  const old = account.tokens.findByRefreshToken(request['refresh_token'] ?? '', account.now());
  if (old === undefined || old.clientId !== client.id) {
    throw oauthError('invalid_grant', 'The provided refresh token is invalid, expired or revoked.');
  }
  const fresh = issue(account, client, old.userId, old.scopes, request);
  account.tokens.revoke(old);
  return fresh;
}

function fromClientCredentials(account: Account, client: OAuthClient, request: TokenRequest): AccessToken {
  if (client.kind === 'public')
    throw oauthError('unauthorized_client', 'A public client has no credentials of its own.');
  checkSecret(client, request);
  const admin = [...account.users.all()].find((user) => user.role === 'admin' && user.active);
  const scopes = scopesOf(request['scope'] ?? '');
  if (scopes.length === 0 || scopes.some((scope) => !client.scopes.includes(scope))) {
    throw oauthError('invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  }
  return issue(account, client, admin?.id ?? 0, scopes, request);
}

function issue(
  account: Account,
  client: OAuthClient,
  userId: number,
  scopes: readonly string[],
  request: TokenRequest,
): AccessToken {
  const now = account.now();
  const expiresAt = now + life(request, ACCESS) * 1000;
  const refreshExpiresAt =
    request['grant_type'] === 'client_credentials' ? null : now + life(request, REFRESH) * 1000;
  return account.tokens.issue({ userId, clientId: client.id, scopes, expiresAt, refreshExpiresAt }, now);
}

function life(request: TokenRequest, { field, least, most, usual }: Life): number {
  const text = request[field];
  if (text === undefined || text === '') return usual;
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) {
    throw oauthError('invalid_request', `${field} must be between ${least} and ${most}.`);
  }
  return seconds;
}

function readClient(account: Account, request: TokenRequest): OAuthClient {
  const clients = [...account.state.oauthClients.values()];
  const client = clients.find(({ identifier }) => identifier === request['client_id']);
  if (client === undefined)
    throw oauthError('invalid_client', 'Client authentication failed due to unknown client.', 401);
  return client;
}

/** "Public client refreshes without a secret." */
function checkSecret(client: OAuthClient, request: TokenRequest): void {
  if (client.secret === null) return;
  const sent = createHash('sha256')
    .update(request['client_secret'] ?? '')
    .digest();
  const expected = createHash('sha256').update(client.secret).digest();
  if (!timingSafeEqual(sent, expected)) {
    throw oauthError('invalid_client', 'Client authentication failed due to a wrong client secret.', 401);
  }
}

/** PKCE with S256; a verifier for a code that was asked for without a challenge is no proof of anything. */
function verifies(verifier: string | undefined, challenge: string | null): boolean {
  if (challenge === null) return true;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  );
}
