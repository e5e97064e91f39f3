import type { DirectoryEvent } from '@parley/contracts';
import { type BatchResult, type DecodedEvent } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { type DirectoryAccount, openedByDirectory } from '@parley/sync-policy';
import type { FollowingOptions } from './follow-configuration';
import { translateAccount } from './organization.translate';

/** Copies the directory's accounts into the evaluator's schema, and has looked at again what they may open. */
export class FollowDirectory {
  constructor(private readonly options: FollowingOptions) {}

  /** The work of one batch. */
  readonly work = async (
    tx: Transaction,
    events: readonly DecodedEvent<DirectoryEvent>[],
  ): Promise<BatchResult<DirectoryEvent>> => {
    const { configuration, lock, queue, wake } = this.options;
    const accounts = events.flatMap(({ event, record }) => translateAccount(event, record.timestamp) ?? []);
    if (accounts.length === 0) return { outgoing: [] };
    await lock(tx);
    const known = await configuration.accounts(
      tx,
      accounts.map(({ id }) => id),
    );
    const changed = new Map<string, DirectoryAccount>();
    const opened = new Set<string>();
    for (const account of accounts) {
      const before = changed.get(account.id) ?? known.get(account.id);
      if (before !== undefined && sameAccount(before, account)) continue;
      changed.set(account.id, account);
      if (openedByDirectory(before, account)) opened.add(account.id);
    }
    await configuration.save(tx, { accounts: [...changed.values()] });
    await queue.request(tx, 'account', [...opened], { traceparent: events.at(-1)?.traceparent });
    return { outgoing: [], afterCommit: opened.size > 0 ? wake : () => undefined };
  };
}

/** Whether nothing moved that a gate reads: since when it stands stays as it was then. */
function sameAccount(before: DirectoryAccount, after: DirectoryAccount): boolean {
  return before.network === after.network && before.deleted === after.deleted;
}
