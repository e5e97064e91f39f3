import { emailOf, type User } from './user';

/** The users of an account with the look-ups that Zendesk answers from its database. */
export class UserStore {
  private readonly idsByEmail = new Map<string, number>();
  private readonly idsByExternalId = new Map<string, number>();

  constructor(private readonly users: Map<number, User>) {
    for (const user of users.values()) this.index(user);
  }

  /** A user by id, deleted ones included. */
  find(id: number): User | undefined {
    return this.users.get(id);
  }

  /** The active user that has this address among the identities; addresses are compared without case. */
  findByEmail(email: string): User | undefined {
    return this.byIndex(this.idsByEmail, email);
  }

  /** The active user with this external id; compared without case, as Zendesk does. */
  findByExternalId(externalId: string): User | undefined {
    return this.byIndex(this.idsByExternalId, externalId);
  }

  /** Every user in order of creation, deleted ones included. */
  all(): IterableIterator<User> {
    return this.users.values();
  }

  /** Number of users, deleted ones included. */
  get size(): number {
    return this.users.size;
  }

  /** Adds a user. */
  add(user: User): void {
    this.users.set(user.id, user);
    this.index(user);
  }

  /** Changes a user and keeps the look-ups right. */
  change<T>(user: User, change: (user: User) => T): T {
    this.unindex(user);
    try {
      return change(user);
    } finally {
      this.index(user);
    }
  }

  private byIndex(index: ReadonlyMap<string, number>, key: string): User | undefined {
    const id = index.get(key.toLowerCase());
    return id === undefined ? undefined : this.users.get(id);
  }

  private index(user: User): void {
    if (!user.active) return;
    for (const key of emailsOf(user)) this.idsByEmail.set(key, user.id);
    if (user.externalId !== null) this.idsByExternalId.set(user.externalId.toLowerCase(), user.id);
  }

  private unindex(user: User): void {
    for (const key of emailsOf(user)) {
      if (this.idsByEmail.get(key) === user.id) this.idsByEmail.delete(key);
    }
    const externalId = user.externalId?.toLowerCase();
    if (externalId !== undefined && this.idsByExternalId.get(externalId) === user.id)
      this.idsByExternalId.delete(externalId);
  }
}

/** All addresses of a user in lower case. */
export function emailsOf(user: User): string[] {
  return user.identities
    .filter((identity) => identity.type === 'email')
    .map((identity) => identity.value.toLowerCase());
}

/** What an agent sees of a user in one line. */
export function labelOf(user: User): string {
  return emailOf(user) ?? user.externalId ?? `#${user.id}`;
}
