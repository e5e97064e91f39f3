import type { Account } from '../world/account';

/** A public client that accounts know without anybody having registered it. */
export interface KnownClient {
  readonly identifier: string;
  readonly redirectUris: readonly string[];
}

/** Registers it in an account, or corrects where it is sent back to. */
export function ensureClient(account: Account, { identifier, redirectUris }: KnownClient): void {
  const clients = account.state.oauthClients;
  const known = [...clients.values()].find((client) => client.identifier === identifier);
  const id = known?.id ?? account.nextId();
  clients.set(id, {
    id,
    identifier,
    name: 'Parley',
    kind: 'public',
    secret: null,
    redirectUris,
    scopes: ['read', 'write'],
    createdAt: known?.createdAt ?? account.now(),
  });
}
