import { ParleyError, type Database, type KeyRing } from '@parley/platform';
import type { AuthorisedConnection, Connection, ConnectionState } from './connection';
import type { ZendeskHosts } from '../http/zendesk-hosts';

/** Thrown when an organization is connected with another address than before (A1: an organization never changes its subdomain). */
export class OrganizationUrlChangedError extends ParleyError {
  readonly code = 'organization-url-changed';
  readonly retryable = false;
}

/** Thrown when an organization has no connection. */
export class OrganizationNotConnectedError extends ParleyError {
  readonly code = 'organization-not-connected';
  readonly retryable = false;
}

/** A token that was checked with `users/me`. */
export interface NewToken {
  readonly accessToken: string;
  readonly connectedUserId: number;
}

interface ConnectionRow {
  readonly organization_id: string;
  readonly url: string;
  readonly state: ConnectionState;
  readonly connected_user_id: string;
  readonly token_version: string;
  readonly connected_at: Date;
  readonly state_changed_at: Date;
  readonly sealed_access_token: string;
}

const COLUMNS =
  'organization_id, url, state, connected_user_id, token_version, connected_at, state_changed_at, sealed_access_token';

/** Connections of all organizations, their tokens sealed at rest. The rows are shared by every service and replica. */
export class ConnectionStore {
  constructor(
    private readonly database: Database,
    private readonly keyRing: KeyRing,
    private readonly hosts: ZendeskHosts,
  ) {}

  /**
   * Connects an organization, or authorises it again with a new token; either way it is active afterwards.
   * @throws ZendeskHostRefusedError when the URL is not a Zendesk (A1)
   * @throws OrganizationUrlChangedError when it was connected with another address
   */
  async connect(organizationId: string, url: string, token: NewToken): Promise<Connection> {
    const { origin } = this.hosts.guard(url);
    const [row] = await this.database.query<ConnectionRow>(
      `INSERT INTO connection (organization_id, url, state, connected_user_id, sealed_access_token, token_version)
       VALUES ($1, $2, 'active', $3, $4, 1)
       ON CONFLICT (organization_id) DO UPDATE SET
         state = 'active', connected_user_id = excluded.connected_user_id, sealed_access_token = excluded.sealed_access_token,
         token_version = connection.token_version + 1, state_changed_at = now()
       WHERE connection.url = excluded.url
       RETURNING ${COLUMNS}`,
      [organizationId, origin, token.connectedUserId, this.seal(organizationId, token.accessToken)],
    );
    if (row === undefined)
      throw new OrganizationUrlChangedError('An organization keeps the address it was connected with');
    return connectionOf(row);
  }

  /**
   * Gives a connected organization a new token; it is active afterwards (A1 Re-authorize).
   * @throws OrganizationNotConnectedError
   */
  async reauthorise(organizationId: string, token: NewToken): Promise<Connection> {
    const [row] = await this.database.query<ConnectionRow>(
      `UPDATE connection SET state = 'active', connected_user_id = $2, sealed_access_token = $3,
         token_version = token_version + 1, state_changed_at = now()
       WHERE organization_id = $1 RETURNING ${COLUMNS}`,
      [organizationId, token.connectedUserId, this.seal(organizationId, token.accessToken)],
    );
    if (row === undefined) throw new OrganizationNotConnectedError('No connection for this organization');
    return connectionOf(row);
  }

  /** The connection of an organization, or undefined. */
  async find(organizationId: string): Promise<Connection | undefined> {
    const [row] = await this.database.query<ConnectionRow>(
      `SELECT ${COLUMNS} FROM connection WHERE organization_id = $1`,
      [organizationId],
    );
    return row && connectionOf(row);
  }

  /** All connections, oldest first. */
  async list(): Promise<readonly Connection[]> {
    const rows = await this.database.query<ConnectionRow>(
      `SELECT ${COLUMNS} FROM connection ORDER BY connected_at, organization_id`,
    );
    return rows.map(connectionOf);
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
        accessToken: this.keyRing.open(row.sealed_access_token, sealContext(organizationId)),
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

  /** Disconnects for good: the token is erased, the row stays for history. Returns false when there is no connection. */
  async disconnect(organizationId: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE connection SET state = 'disconnected', sealed_access_token = $2, token_version = token_version + 1, state_changed_at = now()
       WHERE organization_id = $1 RETURNING organization_id`,
      [organizationId, this.seal(organizationId, '')],
    );
    return rows.length === 1;
  }

  private seal(organizationId: string, accessToken: string): string {
    return this.keyRing.seal(accessToken, sealContext(organizationId));
  }
}

function sealContext(organizationId: string): string {
  return `zendesk-access-token:${organizationId}`;
}

function connectionOf(row: ConnectionRow): Connection {
  return {
    organizationId: row.organization_id,
    url: row.url,
    state: row.state,
    connectedUserId: Number(row.connected_user_id),
    tokenVersion: Number(row.token_version),
    connectedAt: row.connected_at,
    stateChangedAt: row.state_changed_at,
  };
}
