import { Inject } from '@nestjs/common';
import {
  ZendeskHostRefusedError,
  missingScopes,
  randomSecret,
  type ConnectionStore,
  type GrantOutcome,
  type OAuthClient,
  type ZendeskGateway,
} from '@parley/zendesk';
import {
  CONNECTION_STORE,
  ConnectOrganization,
  ZENDESK_GATEWAY,
  type ConnectOutcome,
} from '../connect-organization/connect-organization';
import type { ChangedBy } from '../connect-organization/organization';
import { ATTEMPT_STORE, type AttemptStore } from './attempt';

/** Injects the `OAuthSettings`. */
export const OAUTH_SETTINGS = Symbol('gateway.oauth-settings');

/** How Parley presents itself to Zendesks. */
export interface OAuthSettings {
  /** Where Zendesk sends browsers back to; registered with every client, character by character. */
  readonly redirectUri: string;
  /** The client for all Zendesks, where there is one. */
  readonly client: OAuthClient | undefined;
}

/** How long somebody may take to sign in and agree, in ms. */
const ATTEMPT_LIFE_MS = 600_000;

/** What became of asking for authorisation. */
export type AskOutcome =
  | {
      readonly kind: 'asked';
      /** Page of that Zendesk to open in a browser. */
      readonly authorizeUrl: string;
      readonly redirectUrl: string;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'url-not-allowed'; readonly detail: string }
  | { readonly kind: 'client-missing' };

/** What became of coming back. */
export type FinishOutcome =
  | ConnectOutcome
  | { readonly kind: 'attempt-unknown' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'scopes-missing'; readonly scopes: readonly string[] }
  | { readonly kind: 'grant-refused'; readonly code: string };

/** Connects a Zendesk, or authorises it again, by the page on which its administrator agrees (A1, A2). */
export class AuthoriseOrganization {
  constructor(
    @Inject(OAUTH_SETTINGS) private readonly settings: OAuthSettings,
    @Inject(ATTEMPT_STORE) private readonly attempts: AttemptStore,
    @Inject(ZENDESK_GATEWAY)
    private readonly zendesk: Pick<ZendeskGateway, 'authorizeUrl' | 'exchangeCode'>,
    @Inject(CONNECTION_STORE) private readonly connections: Pick<ConnectionStore, 'client'>,
    @Inject(ConnectOrganization) private readonly connecting: Pick<ConnectOrganization, 'connect'>,
  ) {}

  /** Begins with a Zendesk that may be known or not. The client is the one given, else the one for all. */
  async begin(
    request: { readonly url: string; readonly name?: string; readonly client?: OAuthClient },
    by: ChangedBy,
  ): Promise<AskOutcome> {
    const client = request.client ?? this.settings.client;
    if (client === undefined) return { kind: 'client-missing' };
    const { redirectUri } = this.settings;
    const attempt = {
      state: randomSecret(),
      verifier: randomSecret(),
      url: request.url,
      name: request.name ?? null,
      client,
      redirectUri,
      by,
    };
    try {
      const authorizeUrl = await this.zendesk.authorizeUrl(request.url, attempt);
      const expiresAt = await this.attempts.begin(attempt, ATTEMPT_LIFE_MS);
      return { kind: 'asked', authorizeUrl, redirectUrl: redirectUri, expiresAt };
    } catch (error) {
      if (error instanceof ZendeskHostRefusedError) return { kind: 'url-not-allowed', detail: error.message };
      throw error;
    }
  }

  /** The same for an organization that is known, with the client it was authorised by before unless another is given. */
  async again(
    organization: { readonly id: string; readonly url: string },
    client: OAuthClient | undefined,
    by: ChangedBy,
  ): Promise<AskOutcome> {
    const known = client ?? (await this.connections.client(organization.id));
    return this.begin({ url: organization.url, ...(known && { client: known }) }, by);
  }

  /** Ends with what the browser brought back: exchanges the code, checks what was given, and connects. */
  async finish(callback: URLSearchParams): Promise<FinishOutcome> {
    const attempt = await this.attempts.take(callback.get('state') ?? '');
    if (attempt === undefined) return { kind: 'attempt-unknown' };
    const outcome = await this.zendesk.exchangeCode({ ...attempt, callback });
    if (outcome.kind !== 'granted') return notGranted(outcome);
    const scopes = missingScopes(outcome.grant);
    if (scopes.length > 0) return { kind: 'scopes-missing', scopes };
    const { accessToken, refreshToken, expiresInS } = outcome.grant;
    const { url, name, by, client } = attempt;
    const request = { url, accessToken, ...(name === null ? {} : { name }) };
    return this.connecting.connect(request, by, { client, refreshToken, expiresInS });
  }
}

function notGranted(outcome: Exclude<GrantOutcome, { kind: 'granted' }>): FinishOutcome {
  if (outcome.kind !== 'refused') return { kind: 'unreachable' };
  return outcome.code === 'access_denied'
    ? { kind: 'denied' }
    : { kind: 'grant-refused', code: outcome.code };
}
