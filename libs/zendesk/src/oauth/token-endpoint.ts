import { withoutTracing } from '@parley/platform';
import * as oauth from 'oauth4webapi';
import type { Exchanger } from '../http/http-client';
import { ZendeskHostRefusedError, type GuardedOrigin, type ZendeskHosts } from '../http/zendesk-hosts';
import { REQUIRED_SCOPES, type GrantOutcome, type OAuthClient } from './oauth-client';

/**
 * Life that is asked for access tokens, in seconds: the longest that Zendesk gives (facts, endpoints and flow). An answer to a refresh
 * that gets lost ends the authorisation, so the fewer refreshes the better.
 */
const ACCESS_LIFE_S = 172_800;
/** The longest life of a refresh token, in seconds: a Parley that was switched off for so long has to be authorised again. */
const REFRESH_LIFE_S = 7_776_000;
const LIVES = { expires_in: String(ACCESS_LIFE_S), refresh_token_expires_in: String(REFRESH_LIFE_S) };

/** One way through the pages of a Zendesk and back (RFC 6749 section 4.1, RFC 7636). */
export interface Authorization {
  readonly client: OAuthClient;
  /** Where the browser comes back to; registered with the client, character by character. */
  readonly redirectUri: string;
  /** Unguessable; what comes back must bring it again. */
  readonly state: string;
  /** Secret of which the page only learns the hash: a code is worth nothing without it. */
  readonly verifier: string;
}

/** The end of that way. */
export interface CodeExchange extends Authorization {
  readonly url: string;
  /** Query of the callback's address, as it came. */
  readonly callback: URLSearchParams;
}

/** A new `state` or `verifier`: 256 random bits in base64url. */
export function randomSecret(): string {
  return oauth.generateRandomCodeVerifier();
}

/** Thrown into the OAuth library when no answer came. */
class NoAnswerError extends Error {
  constructor(readonly isSent: boolean) {
    super('The token endpoint gave no answer');
  }
}

/** What is known of the answer when the OAuth library gives up on it. */
interface Answered {
  status?: number;
}

/** Zendesk's authorization server: addresses for browsers, and tokens for codes and refresh tokens (RFC 6749, RFC 7636). */
export class TokenEndpoint {
  constructor(
    private readonly http: Pick<Exchanger, 'exchange'>,
    private readonly hosts: Pick<ZendeskHosts, 'guard'>,
  ) {}

  /**
   * The address of the page on which a user of that Zendesk is asked.
   * @throws ZendeskHostRefusedError
   */
  async authorizeUrl(url: string, asked: Authorization): Promise<string> {
    const { origin } = this.hosts.guard(url);
    const page = new URL(`${origin}/oauth/authorizations/new`);
    page.search = new URLSearchParams({
      response_type: 'code',
      client_id: asked.client.id,
      redirect_uri: asked.redirectUri,
      scope: REQUIRED_SCOPES.join(' '),
      state: asked.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
    }).toString();
    return page.href;
  }

  /** Gives a token for the code of a callback. */
  exchangeCode({ url, client, callback, state, redirectUri, verifier }: CodeExchange): Promise<GrantOutcome> {
    return this.ask(url, async (server, options) => {
      const parameters = oauth.validateAuthResponse(server, clientOf(client), callback, state);
      const additionalParameters = { ...LIVES, scope: REQUIRED_SCOPES.join(' ') };
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        clientOf(client),
        proofOf(client),
        parameters,
        redirectUri,
        verifier,
        { ...options, additionalParameters },
      );
      return oauth.processAuthorizationCodeResponse(server, clientOf(client), response);
    });
  }

  /** Gives a new pair for a refresh token; the old pair is dead afterwards. */
  refresh(url: string, client: OAuthClient, refreshToken: string): Promise<GrantOutcome> {
    return this.ask(url, async (server, options) => {
      const response = await oauth.refreshTokenGrantRequest(
        server,
        clientOf(client),
        proofOf(client),
        refreshToken,
        { ...options, additionalParameters: LIVES },
      );
      return oauth.processRefreshTokenResponse(server, clientOf(client), response);
    });
  }

  private async ask(
    url: string,
    work: (
      server: oauth.AuthorizationServer,
      options: oauth.TokenEndpointRequestOptions,
    ) => Promise<oauth.TokenEndpointResponse>,
  ): Promise<GrantOutcome> {
    const answered: Answered = {};
    try {
      const guarded = this.hosts.guard(url);
      // The library wants TLS everywhere; which hosts may be asked without it is the guard's decision.
      const issuer = guarded.origin.replace(/^http:/, 'https:');
      const server = { issuer, token_endpoint: `${issuer}/oauth/tokens` };
      const options = { [oauth.customFetch]: this.fetchFrom(guarded, answered) };
      return granted(await withoutTracing(() => work(server, options)));
    } catch (error) {
      return outcomeOf(error, answered);
    }
  }

  /** Sends through the guarded client, so that a token endpoint is as little of a door into the network as the API. */
  private fetchFrom(guarded: GuardedOrigin, answered: Answered) {
    return async (
      address: string,
      { method, headers, body }: oauth.CustomFetchOptions<'POST', URLSearchParams | undefined>,
    ): Promise<Response> => {
      const exchange = await this.http.exchange({
        ...guarded,
        method,
        path: new URL(address).pathname,
        headers: { ...headers, 'accept-encoding': 'identity' },
        body: Buffer.from(String(body)),
      });
      if (exchange.kind !== 'answered') throw new NoAnswerError(exchange.kind === 'broken');
      answered.status = exchange.status;
      const type = exchange.headers['content-type'] ?? '';
      // OpenAPI says 201 and clients see 200 (facts, endpoints and flow); the library wants 200.
      const status = exchange.status >= 200 && exchange.status < 300 ? 200 : exchange.status;
      return new Response(new Uint8Array(exchange.body), { status, headers: { 'content-type': type } });
    };
  }
}

function clientOf({ id }: OAuthClient): oauth.Client {
  return { client_id: id };
}

function proofOf({ secret }: OAuthClient): oauth.ClientAuth {
  return secret === null ? oauth.None() : oauth.ClientSecretPost(secret);
}

function granted(answer: oauth.TokenEndpointResponse): GrantOutcome {
  const { access_token, refresh_token, expires_in, scope } = answer;
  return {
    kind: 'granted',
    grant: {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      expiresInS: expires_in ?? null,
      // RFC 6749 section 5.1: left out when it is what was asked for.
      scopes: scope === undefined ? [...REQUIRED_SCOPES] : scope.split(' '),
    },
  };
}

function outcomeOf(error: unknown, { status }: Answered): GrantOutcome {
  if (error instanceof ZendeskHostRefusedError) return { kind: 'not-sent', reason: 'host-refused' };
  if (error instanceof NoAnswerError)
    return error.isSent ? { kind: 'unknown' } : { kind: 'not-sent', reason: 'unreachable' };
  if (error instanceof oauth.AuthorizationResponseError) return { kind: 'refused', code: error.error };
  const isUnreadable = error instanceof oauth.OperationProcessingError;
  // Nothing was asked yet: the callback itself is not what it has to be.
  if (status === undefined && isUnreadable) return { kind: 'refused', code: 'invalid_callback' };
  if (status === undefined) throw error;
  if (status === 429) return { kind: 'not-sent', reason: 'rate-limited' };
  if (status < 400 || status >= 500) return { kind: 'unknown' };
  return { kind: 'refused', code: error instanceof oauth.ResponseBodyError ? error.error : `http-${status}` };
}
