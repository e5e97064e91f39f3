import type { Clock } from '@parley/platform';
import type { AuthorisedConnection } from './connection';
import type { ConnectionStore } from './connection-store';

/** How long a connection may be used without reading it again. Bounds how late a re-authorisation in another process is noticed. */
const LIFE_MS = 1_000;

interface Entry {
  readonly connection: Promise<AuthorisedConnection | undefined>;
  readonly at: number;
}

/** Opened connections of this process: at most one read a second per organization, whatever the load. */
export class ConnectionCache {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly connections: Pick<ConnectionStore, 'authorised'>,
    private readonly clock: Clock,
  ) {}

  /** The connection, at most {@link LIFE_MS} old. */
  current(organizationId: string): Promise<AuthorisedConnection | undefined> {
    const entry = this.entries.get(organizationId);
    if (entry !== undefined && this.clock.monotonicMs() - entry.at < LIFE_MS) return entry.connection;
    return this.reread(organizationId);
  }

  /** The connection as stored right now. */
  reread(organizationId: string): Promise<AuthorisedConnection | undefined> {
    const connection = this.connections.authorised(organizationId);
    const entry = { connection, at: this.clock.monotonicMs() };
    this.entries.set(organizationId, entry);
    connection.catch(() => {
      if (this.entries.get(organizationId) === entry) this.entries.delete(organizationId);
    });
    return connection;
  }
}
