import type { OrganizationDocument } from '@parley/contracts';
import { type BatchResult, type DecodedEvent } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { adoptConfiguration, openedByConfiguration, type OrganizationCopy } from '@parley/sync-policy';
import type { ReevaluationQueue } from '../reevaluate/reevaluation-queue';
import type { ConfigurationStore } from './configuration-store';
import { translateOrganization } from './organization.translate';

/** What following configuration and directory needs. */
export interface FollowingOptions {
  readonly configuration: ConfigurationStore;
  readonly queue: Pick<ReevaluationQueue, 'request'>;
  /** Keeps everybody who decides by the copies away until the transaction ends. */
  readonly lock: (tx: Transaction) => Promise<void>;
  /** Wakes this process's own worker. */
  readonly wake: () => void;
}

/** Copies configuration documents into the evaluator's schema, and has looked at again what they may open. */
export class FollowConfiguration {
  constructor(private readonly options: FollowingOptions) {}

  /** The work of one batch. */
  readonly work = async (
    tx: Transaction,
    events: readonly DecodedEvent<OrganizationDocument>[],
  ): Promise<BatchResult<OrganizationDocument>> => {
    const { configuration, lock, queue, wake } = this.options;
    await lock(tx);
    const known = await configuration.organizations(
      tx,
      events.map(({ event }) => event.organizationId),
    );
    const changed = new Map<string, OrganizationCopy>();
    const opened = new Set<string>();
    for (const { event } of events) {
      const version = translateOrganization(event);
      const before = changed.get(version.id) ?? known.get(version.id);
      const after = adoptConfiguration(before, version);
      if (after === before) continue;
      changed.set(version.id, after);
      for (const accountId of openedByConfiguration(before, after)) opened.add(accountId);
    }
    await configuration.save(tx, { organizations: [...changed.values()] });
    await queue.request(tx, 'account', [...opened], { traceparent: events.at(-1)?.traceparent });
    return { outgoing: [], afterCommit: opened.size > 0 ? wake : () => undefined };
  };
}
