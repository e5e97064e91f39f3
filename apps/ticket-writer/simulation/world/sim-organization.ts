import type { AuthorisedConnection, ConnectionState, ConnectionStore } from '@parley/zendesk';
import { ADVISOR_EMAIL, START_MS, type OrganizationNames } from './names';
import { SimZendesk } from './sim-zendesk';
import type { StorySetting, Trouble } from './story';

/** What the gateway of production asks of connections. */
export type Connections = Pick<ConnectionStore, 'authorised' | 'markUnauthorised'>;

/** One organization: its Zendesk, its connection as Parley's store has it, and what its administrator set. */
export class SimOrganization {
  readonly zendesk: SimZendesk;
  /** The account's switch. */
  isEnabled = true;
  state: ConnectionState = 'active';
  /** As the last published configuration says it. */
  toldState: ConnectionState = 'active';
  /** When a process last heard that the token is refused. */
  refusedAtMs: number | undefined;
  /** Why its Zendesk cannot be used now. */
  trouble: Trouble | undefined;
  private tokenVersion = 1;

  constructor(
    readonly names: OrganizationNames,
    setting: StorySetting,
    now: () => number,
  ) {
    const { listLagMs, searchLagMs, hasTriggers, zendeskAheadMs } = setting;
    this.zendesk = new SimZendesk(() => now() + zendeskAheadMs, names.connectedUser);
    Object.assign(this.zendesk, { listLagMs, searchLagMs, hasTriggers });
    this.zendesk.agents.set(ADVISOR_EMAIL, names.advisorAgent);
  }

  /** From now on its Zendesk is away, or refuses the token that Parley has (A2). */
  befall(trouble: Trouble): void {
    this.trouble ??= trouble;
    if (this.trouble === 'unauthorised') this.zendesk.acceptedToken = undefined;
  }

  /** Its Zendesk is there again; where it refused the token, an administrator has authorised Parley again. */
  recover(): void {
    if (this.trouble === 'unauthorised') {
      this.tokenVersion += 1;
      this.state = 'active';
      this.zendesk.acceptedToken = this.token;
    }
    this.trouble = undefined;
    this.refusedAtMs = undefined;
  }

  /** A process hears that a token is refused; what comes after a new one was given is old news. */
  noteRefusal(atMs: number): void {
    if (this.trouble === 'unauthorised') this.refusedAtMs = atMs;
  }

  connection(): AuthorisedConnection {
    const at = new Date(START_MS);
    return {
      organizationId: this.names.id,
      url: this.names.url,
      state: this.state,
      connectedUserId: this.names.connectedUser,
      tokenVersion: this.tokenVersion,
      connectedAt: at,
      stateChangedAt: at,
      accessToken: this.token,
    };
  }

  markUnauthorised(tokenVersion: number): boolean {
    if (this.tokenVersion !== tokenVersion || this.state !== 'active') return false;
    this.state = 'unauthorised';
    return true;
  }

  private get token(): string {
    return `token-${this.tokenVersion}`;
  }
}

/** The rows of connections, which all processes share. */
export function connectionsOf(organizations: readonly SimOrganization[]): Connections {
  const find = (id: string) => organizations.find(({ names }) => names.id === id);
  return {
    authorised: (id) => Promise.resolve(find(id)?.connection()),
    markUnauthorised: (id, tokenVersion) =>
      Promise.resolve(find(id)?.markUnauthorised(tokenVersion) === true),
  };
}
