import type { AuthorisedConnection, ConnectionState } from '../src/connection/connection';

/** One organization's connection in memory. */
export class FakeConnections {
  private connection: AuthorisedConnection | undefined;
  reads = 0;

  constructor(url: string) {
    const at = new Date('2026-11-21T09:00:00Z');
    this.connection = {
      organizationId: 'org',
      url,
      state: 'active',
      connectedUserId: 900,
      tokenVersion: 1,
      connectedAt: at,
      stateChangedAt: at,
      accessToken: 'token-1',
    };
  }

  get state(): ConnectionState | undefined {
    return this.connection?.state;
  }

  /** What another process would write. */
  change(change: Partial<AuthorisedConnection>): void {
    if (this.connection !== undefined) this.connection = { ...this.connection, ...change };
  }

  authorised(organizationId: string): Promise<AuthorisedConnection | undefined> {
    this.reads += 1;
    return Promise.resolve(organizationId === 'org' ? this.connection : undefined);
  }

  markUnauthorised(_organizationId: string, tokenVersion: number): Promise<boolean> {
    const first = this.connection?.state === 'active' && this.connection.tokenVersion === tokenVersion;
    if (first) this.change({ state: 'unauthorised' });
    return Promise.resolve(first);
  }
}
