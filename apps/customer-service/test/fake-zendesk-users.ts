import type { NewUser, Unapplied, ZendeskOutcome, ZendeskUser } from '@parley/zendesk';
import type { ZendeskUsers } from '../src/resolve-customer/zendesk-users.port';

const facts = { method: 'GET', path: '/api/v2/users', durationMs: 1 } as const;
type Method = keyof ZendeskUsers;

/** Unapplied outcomes by name, for specs. */
export const OUTCOMES = {
  timeout: { ...facts, kind: 'unknown', reason: 'timeout', detail: 'timeout' },
  breakerOpen: { ...facts, kind: 'not-sent', reason: 'breaker-open' },
  rateLimited: { ...facts, kind: 'rate-limited', retryAfterMs: 700, bucket: 'account', sent: false },
  unauthorised: { ...facts, kind: 'unauthorised', sent: true },
  forbidden: {
    ...facts,
    kind: 'refused',
    status: 403,
    code: 'forbidden',
    detail: 'Forbidden',
    fields: [],
    body: {},
  },
  invalid: {
    ...facts,
    kind: 'refused',
    status: 422,
    code: 'invalid',
    detail: 'email: invalid',
    fields: [],
    body: {},
  },
} as const satisfies Record<string, Unapplied>;

/** Users of one Zendesk account, unique as Zendesk keeps them, found by search only once they are indexed. */
export class FakeZendeskUsers implements ZendeskUsers {
  readonly users: ZendeskUser[] = [];
  /** Calls made, in order. */
  readonly calls: Method[] = [];
  /** False: the search index does not know users made from now on. */
  indexing = true;
  private readonly indexed = new Set<number>();
  private readonly faults: {
    readonly method: Method;
    readonly outcome: Unapplied;
    readonly applied: boolean;
  }[] = [];

  /** The next call of a method ends so; `applied` does its work all the same (an answer that got lost). */
  fail(method: Method, outcome: Unapplied, applied = false): void {
    this.faults.push({ method, outcome, applied });
  }

  add(user: Partial<ZendeskUser>): ZendeskUser {
    const added = { id: 100 + this.users.length, active: true, suspended: false, role: 'end-user', ...user };
    this.users.push(added);
    if (this.indexing) this.indexed.add(added.id);
    return added;
  }

  change(id: number, change: Partial<ZendeskUser>): void {
    const at = this.users.findIndex((user) => user.id === id);
    this.users[at] = { ...this.users[at], id, ...change };
  }

  indexAll(): void {
    for (const { id } of this.users) this.indexed.add(id);
  }

  showUser(_organizationId: string, userId: number): Promise<ZendeskOutcome<ZendeskUser>> {
    return this.call('showUser', () => {
      const user = this.users.find(({ id }) => id === userId);
      return user === undefined ? refused(404, 'not-found') : ok(user);
    });
  }

  searchUsersByEmail(
    _organizationId: string,
    email: string,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>> {
    return this.call('searchUsersByEmail', () =>
      ok(this.users.filter((user) => user.email === email && this.indexed.has(user.id))),
    );
  }

  userByExternalId(
    _organizationId: string,
    externalId: string,
  ): Promise<ZendeskOutcome<ZendeskUser | undefined>> {
    return this.call('userByExternalId', () =>
      ok(this.users.find((user) => user.external_id === externalId && user.active !== false)),
    );
  }

  createUser(
    _organizationId: string,
    { name, email, externalId }: NewUser,
  ): Promise<ZendeskOutcome<ZendeskUser>> {
    return this.call('createUser', () => {
      if (
        this.users.some(
          (user) => user.external_id === externalId || (email !== undefined && user.email === email),
        )
      ) {
        return refused(422, 'duplicate-value');
      }
      return ok(this.add({ name, email: email ?? null, external_id: externalId }), 201);
    });
  }

  private async call<T>(method: Method, work: () => ZendeskOutcome<T>): Promise<ZendeskOutcome<T>> {
    this.calls.push(method);
    await Promise.resolve();
    const index = this.faults.findIndex((fault) => fault.method === method);
    const [fault] = index === -1 ? [] : this.faults.splice(index, 1);
    if (fault === undefined) return work();
    if (fault.applied) work();
    return fault.outcome;
  }
}

function ok<T>(body: T, status = 200): ZendeskOutcome<T> {
  return { ...facts, kind: 'ok', status, body, replayed: false, unpermittedKeys: [] };
}

function refused(status: number, code: 'not-found' | 'duplicate-value'): Unapplied {
  return { ...facts, kind: 'refused', status, code, detail: code, fields: [], body: {} };
}
