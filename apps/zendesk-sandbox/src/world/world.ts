import { randomBytes } from 'node:crypto';
import { limitsOf, type Plan, type SandboxLimits } from '../rate-limits/presets';
import { ensureClient, type KnownClient } from '../oauth/known-client';
import { Account } from './account';
import type { AccountState } from './account-state';
import { SandboxClock, type ClockState } from './clock';
import { newAccount } from './new-account';
import type { SandboxSettings } from './settings';

/** What the default account and new ones start with. */
export interface WorldOptions {
  readonly adminToken: string;
  readonly plan: Plan;
  readonly settings: Partial<SandboxSettings>;
  /** A client that every account knows, so that nobody has to register one before a program can ask for access. */
  readonly client?: KnownClient;
  /** Clock that accounts start with; the machine's where it is not given. */
  readonly clock?: ClockState;
}

/** What a new account may differ in. */
export interface AccountOptions {
  readonly accessToken?: string;
  readonly plan?: Plan;
  readonly limits?: Partial<SandboxLimits>;
  readonly settings?: Partial<SandboxSettings>;
  /** Host and port, like `localhost:4000`, at which it is reached without naming it, as a Zendesk is by its subdomain. */
  readonly host?: string;
}

/** Subdomain of the account that is reached without naming one. */
export const DEFAULT_SUBDOMAIN = 'parley-sandbox';

/** All accounts of one sandbox process; nothing is shared between them. */
export class World {
  private readonly accounts = new Map<string, Account>();
  private readonly origins = new Map<string, AccountOptions>();
  /** Subdomains by host and port. */
  private readonly hosts = new Map<string, string>();
  private lastChange: number | undefined;

  constructor(
    private readonly options: WorldOptions,
    stored: readonly AccountState[] = [],
  ) {
    for (const state of stored) this.accounts.set(state.subdomain, new Account(state));
    for (const account of this.accounts.values()) this.registerClient(account);
    if (!this.accounts.has(DEFAULT_SUBDOMAIN))
      this.create(DEFAULT_SUBDOMAIN, { accessToken: options.adminToken });
  }

  /** The account that is reached without naming one. */
  get defaultAccount(): Account {
    return (
      this.accounts.get(DEFAULT_SUBDOMAIN) ??
      this.create(DEFAULT_SUBDOMAIN, { accessToken: this.options.adminToken })
    );
  }

  /** All accounts in order of creation. */
  all(): Account[] {
    return [...this.accounts.values()];
  }

  /** An account by its subdomain. */
  find(subdomain: string): Account | undefined {
    return this.accounts.get(subdomain);
  }

  /** The account that a bearer token belongs to. */
  findByToken(token: string): Account | undefined {
    return this.all().find((account) => account.tokens.has(token));
  }

  /** The account that is reached at a host. */
  findByHost(host: string): Account | undefined {
    const subdomain = this.hosts.get(host);
    return subdomain === undefined ? undefined : this.accounts.get(subdomain);
  }

  /** Lets an account be reached at a host and port. */
  reachAt(host: string, subdomain: string): void {
    this.hosts.set(host, subdomain);
  }

  /** Makes an account, in place of the one with that subdomain if there is any. */
  create(subdomain: string, options: AccountOptions): Account {
    const account = newAccount({
      subdomain,
      number:
        [...this.accounts.keys()].indexOf(subdomain) === -1
          ? this.accounts.size
          : [...this.accounts.keys()].indexOf(subdomain),
      adminToken: options.accessToken ?? randomBytes(24).toString('hex'),
      limits: { ...limitsOf(options.plan ?? this.options.plan), ...options.limits },
      settings: { ...this.options.settings, ...options.settings },
      clock: this.options.clock ?? SandboxClock.initialState(),
    });
    this.accounts.set(subdomain, account);
    if (options.host !== undefined) this.reachAt(options.host, subdomain);
    this.registerClient(account);
    this.origins.set(subdomain, { ...options, accessToken: account.state.adminToken });
    this.noteChange();
    return account;
  }

  /** Empties an account: tickets, users, calls, faults, limits, settings and clock are as at its creation, its administrator's token stays. */
  reset(account: Account): Account {
    const { subdomain, adminToken } = account.state;
    return this.create(subdomain, { ...this.origins.get(subdomain), accessToken: adminToken });
  }

  /** When anything may have changed since `takeChange`, in milliseconds since 1970; undefined when nothing has. */
  get changedAt(): number | undefined {
    return this.lastChange;
  }

  /** Notes that something may have changed. */
  noteChange(): void {
    this.lastChange = Date.now();
  }

  /** Forgets what was noted, because the state is being written. */
  takeChange(): void {
    this.lastChange = undefined;
  }

  /** Everything that a state file holds. */
  states(): AccountState[] {
    return this.all().map((account) => account.state);
  }

  private registerClient(account: Account): void {
    if (this.options.client !== undefined) ensureClient(account, this.options.client);
  }
}
