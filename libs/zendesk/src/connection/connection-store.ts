import { ParleyError, type Database, type KeyRing } from '@parley/platform';
import type { AuthorisedConnection, ConnectionState, RefreshInHand, StoredConnection } from './connection';
import { columnsOf, ConnectionSecrets, type SealedClient, type SealedRow } from './connection-secrets';
import type { ZendeskHosts } from '../http/zendesk-hosts';
import type { Grant, OAuthClient } from '../oauth/oauth-client';

/** Thrown when an organization is connected with another address than before (A1: an organization never changes its subdomain). */
export class OrganizationUrlChangedError extends ParleyError {
  readonly code = 'organization-url-changed';
  readonly retryable = false;
}

/** A token that was checked with `users/me`. */
export interface NewToken {
  readonly accessToken: string;
  readonly connectedUserId: number;
  /** How it is renewed (A2); a plain access token is not. */
  readonly renewal?: Pick<Grant, 'refreshToken' | 'expiresInS'> & { readonly client: OAuthClient };
}

/** Part of an access token's life after which it is renewed: the rest is for trying again. */
const RENEWED_AFTER = 0.75;

interface ConnectionRow {
  readonly organization_id: string;
  readonly url: string;
  readonly state: ConnectionState;
  readonly connected_user_id: string;
  readonly token_version: string;
  readonly connected_at: Date;
  readonly state_changed_at: Date;
  readonly sealed_access_token: string;
  readonly client_id: string | null;
  readonly expires_at: Date | null;
  readonly is_renewable: boolean;
}

interface RefreshRow extends SealedClient {
  readonly url: string;
  readonly sealed_refresh_token: string;
}

const COLUMNS =
  'organization_id, url, state, connected_user_id, token_version, connected_at, state_changed_at, sealed_access_token, client_id, expires_at, sealed_refresh_token IS NOT NULL AS is_renewable';

const endsOf = (seconds: string): string => `now() + ${seconds}::float8 * interval '1 s'`;
const dueOf = (seconds: string): string => endsOf(`${RENEWED_AFTER} * ${seconds}`);
const ENDS = endsOf('$8');
/** Without a refresh token there is nothing to be done. */
const DUE = `CASE WHEN $7::text IS NULL THEN NULL ELSE ${dueOf('$8')} END`;

/** Connections of all organizations, their tokens sealed at rest. The rows are shared by every service and replica. */
export class ConnectionStore {
  private readonly secrets: ConnectionSecrets;

  constructor(
    private readonly database: Database,
    keyRing: KeyRing,
    private readonly hosts: ZendeskHosts,
  ) {
    this.secrets = new ConnectionSecrets(keyRing);
  }

  /**
   * Connects an organization, or authorises it again with a new token; either way it is active afterwards.
   * @throws ZendeskHostRefusedError when the URL is not a Zendesk (A1)
   * @throws OrganizationUrlChangedError when it was connected with another address
   */
  async connect(organizationId: string, url: string, token: NewToken): Promise<StoredConnection> {
    const { origin } = this.hosts.guard(url);
    const { client, refreshToken = null, expiresInS = null } = token.renewal ?? {};
    const [row] = await this.database.query<ConnectionRow>(
      `INSERT INTO connection (organization_id, url, state, connected_user_id, sealed_access_token, token_version,
         client_id, sealed_client_secret, sealed_refresh_token, expires_at, refresh_at)
       VALUES ($1, $2, 'active', $3, $4, 1, $5, $6, $7, ${ENDS}, ${DUE})
       ON CONFLICT (organization_id) DO UPDATE SET
         state = 'active', connected_user_id = excluded.connected_user_id, sealed_access_token = excluded.sealed_access_token,
         client_id = excluded.client_id, sealed_client_secret = excluded.sealed_client_secret,
         sealed_refresh_token = excluded.sealed_refresh_token, expires_at = excluded.expires_at,
         refresh_at = excluded.refresh_at, refreshing_until = NULL,
         token_version = connection.token_version + 1, state_changed_at = now()
       WHERE connection.url = excluded.url
       RETURNING ${COLUMNS}`,
      [
        organizationId,
        origin,
        token.connectedUserId,
        this.secrets.seal(organizationId, 'access-token', token.accessToken),
        client?.id ?? null,
        this.secrets.seal(organizationId, 'client-secret', client?.secret ?? null),
        this.secrets.seal(organizationId, 'refresh-token', refreshToken),
        expiresInS,
      ],
    );
    if (row === undefined)
      throw new OrganizationUrlChangedError('An organization keeps the address it was connected with');
    return connectionOf(row);
  }

  /** The connection of an organization, or undefined. */
  async find(organizationId: string): Promise<StoredConnection | undefined> {
    const [row] = await this.database.query<ConnectionRow>(
      `SELECT ${COLUMNS} FROM connection WHERE organization_id = $1`,
      [organizationId],
    );
    return row && connectionOf(row);
  }

  /** All connections, oldest first. */
  async list(): Promise<readonly StoredConnection[]> {
    const rows = await this.database.query<ConnectionRow>(
      `SELECT ${COLUMNS} FROM connection ORDER BY connected_at, organization_id`,
    );
    return rows.map(connectionOf);
  }

  /** The OAuth client that an organization's tokens were given to, to ask for new ones; undefined where there is none. */
  async client(organizationId: string): Promise<OAuthClient | undefined> {
    const [row] = await this.database.query<SealedClient>(
      'SELECT client_id, sealed_client_secret FROM connection WHERE organization_id = $1 AND client_id IS NOT NULL',
      [organizationId],
    );
    return row && this.secrets.client(organizationId, row);
  }

  /**
   * The connection with its token, for the HTTP client alone.
   * @throws SealBrokenError when the token was sealed with a key that is not in the ring
   */
  async authorised(organizationId: string): Promise<AuthorisedConnection | undefined> {
    const [row] = await this.database.query<ConnectionRow>(
      `SELECT ${COLUMNS} FROM connection WHERE organization_id = $1`,
      [organizationId],
    );
    return (
      row && {
        ...connectionOf(row),
        accessToken: this.secrets.open(organizationId, 'access-token', row.sealed_access_token),
      }
    );
  }

  /**
   * Notes that Zendesk refused the token of that version (A2). A newer token, stored meanwhile, is left alone.
   * @returns true for the one caller that changed the state, so that one alert goes out
   */
  async markUnauthorised(organizationId: string, tokenVersion: number): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE connection SET state = 'unauthorised', state_changed_at = now()
       WHERE organization_id = $1 AND token_version = $2 AND state = 'active' RETURNING organization_id`,
      [organizationId, tokenVersion],
    );
    return rows.length === 1;
  }

  /**
   * Takes the right to renew the tokens of that version: one process has it at a time, for `leaseMs` at most (A2).
   * @returns undefined when they are newer already, cannot be renewed, or somebody else renews them
   */
  async beginRefresh(
    organizationId: string,
    tokenVersion: number,
    leaseMs: number,
  ): Promise<RefreshInHand | undefined> {
    const [row] = await this.database.query<RefreshRow>(
      `UPDATE connection SET refreshing_until = now() + $3 * interval '1 ms'
       WHERE organization_id = $1 AND token_version = $2 AND state = 'active' AND sealed_refresh_token IS NOT NULL
         AND (refreshing_until IS NULL OR refreshing_until < now())
       RETURNING url, client_id, sealed_client_secret, sealed_refresh_token`,
      [organizationId, tokenVersion, leaseMs],
    );
    if (row === undefined) return undefined;
    const { url } = row;
    const client = this.secrets.client(organizationId, row);
    const refreshToken = this.secrets.open(organizationId, 'refresh-token', row.sealed_refresh_token);
    return { organizationId, url, tokenVersion, client, refreshToken };
  }

  /** Stores the pair that a refresh gave, before anybody uses it. False when the connection was authorised anew meanwhile. */
  async storeRefreshed(refresh: RefreshInHand, grant: Grant): Promise<boolean> {
    const { organizationId, tokenVersion } = refresh;
    const rows = await this.database.query(
      `UPDATE connection SET sealed_access_token = $3, sealed_refresh_token = coalesce($4, sealed_refresh_token),
         expires_at = ${endsOf('$5')}, refresh_at = ${dueOf('$5')}, refreshing_until = NULL,
         token_version = token_version + 1
       WHERE organization_id = $1 AND token_version = $2 AND state = 'active' RETURNING organization_id`,
      [
        organizationId,
        tokenVersion,
        this.secrets.seal(organizationId, 'access-token', grant.accessToken),
        this.secrets.seal(organizationId, 'refresh-token', grant.refreshToken),
        grant.expiresInS,
      ],
    );
    return rows.length === 1;
  }

  /** Gives the right to renew back; it is tried again no sooner than after `retryMs`. */
  async endRefresh({ organizationId, tokenVersion }: RefreshInHand, retryMs: number): Promise<void> {
    await this.database.query(
      `UPDATE connection SET refreshing_until = NULL, refresh_at = now() + $3 * interval '1 ms'
       WHERE organization_id = $1 AND token_version = $2`,
      [organizationId, tokenVersion, retryMs],
    );
  }

  /** Organizations whose tokens should be renewed by now and are not being renewed, the most urgent first. */
  async due(limit: number): Promise<readonly Pick<StoredConnection, 'organizationId' | 'tokenVersion'>[]> {
    const rows = await this.database.query<Pick<ConnectionRow, 'organization_id' | 'token_version'>>(
      `SELECT organization_id, token_version FROM connection
       WHERE state = 'active' AND refresh_at < now() AND (refreshing_until IS NULL OR refreshing_until < now())
       ORDER BY refresh_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({
      organizationId: row.organization_id,
      tokenVersion: Number(row.token_version),
    }));
  }

  /**
   * Seals every secret again that was sealed with an older key, organization by organization, while everything goes on.
   * @returns how many organizations had one
   * @throws SealBrokenError when the ring lacks a key that was used
   */
  async reseal(): Promise<number> {
    const rows = await this.database.query<SealedRow & { readonly organization_id: string }>(
      'SELECT organization_id, sealed_access_token, sealed_client_secret, sealed_refresh_token FROM connection',
    );
    const old = rows.filter((row) => !this.secrets.areCurrent(row));
    for (const row of old) {
      const again = this.secrets.sealedAgain(row.organization_id, row);
      // What somebody else has sealed meanwhile was sealed with the newest key.
      await this.database.query(
        `UPDATE connection SET sealed_access_token = $2, sealed_client_secret = $3, sealed_refresh_token = $4
         WHERE organization_id = $1 AND sealed_access_token = $5
           AND sealed_client_secret IS NOT DISTINCT FROM $6 AND sealed_refresh_token IS NOT DISTINCT FROM $7`,
        [row.organization_id, ...columnsOf(again), ...columnsOf(row)],
      );
    }
    return old.length;
  }

  /** Disconnects for good: the tokens are erased, the row stays for history. Returns false when there is no connection. */
  async disconnect(organizationId: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE connection SET state = 'disconnected', sealed_access_token = $2, client_id = NULL, sealed_client_secret = NULL,
         sealed_refresh_token = NULL, expires_at = NULL, refresh_at = NULL, refreshing_until = NULL,
         token_version = token_version + 1, state_changed_at = now()
       WHERE organization_id = $1 RETURNING organization_id`,
      [organizationId, this.secrets.seal(organizationId, 'access-token', '')],
    );
    return rows.length === 1;
  }
}

function connectionOf(row: ConnectionRow): StoredConnection {
  return {
    organizationId: row.organization_id,
    url: row.url,
    state: row.state,
    connectedUserId: Number(row.connected_user_id),
    tokenVersion: Number(row.token_version),
    connectedAt: row.connected_at,
    stateChangedAt: row.state_changed_at,
    clientId: row.client_id,
    expiresAt: row.expires_at,
    isRenewable: row.is_renewable,
  };
}
