import type { DirectoryEvent } from '@parley/contracts';
import type { DirectoryAccount } from '../lane/gates';

/** The accounts that directory events name, as the last of them says; teams and fields are others' business. */
export function accountsOf(
  events: readonly DirectoryEvent[],
): ReadonlyMap<string, DirectoryAccount | undefined> {
  const accounts = new Map<string, DirectoryAccount | undefined>();
  for (const event of events) {
    if (event.type !== 'parley.directory.account.v1') continue;
    const { id, name, network, deleted } = event.data;
    accounts.set(id, deleted === true ? undefined : { name, network });
  }
  return accounts;
}
