import { scopesOf, type OAuthClient } from './oauth-client';
import type { Account } from '../world/account';

/** What a client asks a user for, as it stands in the address of the consent page. */
export interface AuthorizationRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly challenge: string | null;
}

/** Why a request cannot be shown to the user; it is never answered with a redirect, which could go anywhere. */
export interface RefusedRequest {
  readonly error: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_response_type';
  readonly description: string;
}

/** Reads and checks an authorization request. */
export function readAuthorizationRequest(
  account: Account,
  query: URLSearchParams,
): AuthorizationRequest | RefusedRequest {
  const client = [...account.state.oauthClients.values()].find(
    ({ identifier }) => identifier === query.get('client_id'),
  );
  if (client === undefined) return refuse('invalid_client', 'There is no such client in this account.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.includes(redirectUri)) {
    return refuse(
      'invalid_request',
      'The redirect URL must equal one that the client has registered, character by character.',
    );
  }
  if (query.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'Only response_type=code is supported.');
  const challenge = query.get('code_challenge');
  if (challenge !== null && query.get('code_challenge_method') !== 'S256') {
    return refuse('invalid_request', 'Only code_challenge_method=S256 is supported.');
  }
  if (challenge === null && client.kind === 'public')
    return refuse('invalid_request', 'A public client must send a code_challenge.');
  const scopes = scopesOf(query.get('scope') ?? '');
  if (scopes.length === 0) return refuse('invalid_scope', 'No scope was asked for.');
  if (scopes.some((scope) => !client.scopes.includes(scope)))
    return refuse('invalid_scope', 'The client may not ask for this scope.');
  return { client, redirectUri, scopes, state: query.get('state'), challenge };
}

/** Where a request leads when the user decided: the redirect URL with the given answer, and `state` as it came. */
export function redirectWith(
  request: AuthorizationRequest,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (request.state !== null) url.searchParams.set('state', request.state);
  return url.href;
}

function refuse(error: RefusedRequest['error'], description: string): RefusedRequest {
  return { error, description };
}
