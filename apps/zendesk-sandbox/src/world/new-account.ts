import { emptyCatalog } from '../catalog/catalog';
import { seededDefinitions } from '../catalog/seeds';
import type { SandboxLimits } from '../rate-limits/presets';
import { newUser } from '../users/new-user';
import type { User } from '../users/user';
import { Account } from './account';
import type { ClockState } from './clock';
import { defaultSettings, type SandboxSettings } from './settings';

/** What a new account is made of. */
export interface AccountPlan {
  readonly subdomain: string;
  /** Distinguishes accounts, so that an id of one is no id of another. */
  readonly number: number;
  readonly adminToken: string;
  readonly limits: SandboxLimits;
  readonly settings: Partial<SandboxSettings>;
  readonly clock: ClockState;
}

/** Ids of different accounts lie so far apart. */
const ID_SPACE = 10_000_000_000;

/** Makes an account with one administrator, two agents, two groups and the standard definitions. */
export function newAccount(plan: AccountPlan): Account {
  const account = new Account({
    subdomain: plan.subdomain,
    adminToken: plan.adminToken,
    clock: { ...plan.clock },
    settings: { ...defaultSettings(), ...plan.settings },
    limits: { ...plan.limits },
    nextTicketId: 1,
    nextRecordId: ID_SPACE * (900 + plan.number) + 1,
    tokens: new Map(),
    oauthClients: new Map(),
    authorizationCodes: new Map(),
    users: new Map(),
    tickets: new Map(),
    attachments: new Map(),
    uploads: new Map(),
    idempotency: new Map(),
    jobs: new Map(),
    catalog: emptyCatalog(),
    due: [],
  });
  seed(account);
  return account;
}

function seed(account: Account): void {
  const { subdomain, adminToken } = account.state;
  const admin = addStaff(account, 'Sandbox Admin', `admin@${subdomain}.example`, 'admin');
  addStaff(account, 'Alice Agent', `alice@${subdomain}.example`, 'agent');
  addStaff(account, 'Bruno Agent', `bruno@${subdomain}.example`, 'agent');
  for (const [kind, properties] of seededDefinitions(subdomain))
    account.catalog.add(kind, properties, account.now());
  account.tokens.issue(
    { userId: admin.id, clientId: null, scopes: ['read', 'write'], expiresAt: null, refreshExpiresAt: null },
    account.now(),
    adminToken,
  );
}

function addStaff(account: Account, name: string, email: string, role: 'agent' | 'admin'): User {
  const user = newUser(account, { name, role, email, verified: true });
  account.users.add(user);
  account.noteUser(user);
  return user;
}
