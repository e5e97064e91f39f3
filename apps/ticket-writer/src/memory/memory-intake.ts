import type { OrganizationDocument } from '@parley/contracts';
import { comparePositions } from '@parley/ticket-content';
import type { CustomerFinding, Facts, Intake, Target } from '../intake/intake';
import { mergedTarget, mergeTargets } from '../intake/merge-targets';
import { nameContacts, type ContactName } from '../intake/name-contacts';
import type { DirectoryAccount } from '../lane/gates';
import { conversationKey, customerKey, newLane, type MemoryTables } from './memory-tables';

/** What the topics bring, into tables in memory. */
export class MemoryIntake implements Intake {
  constructor(private readonly tables: MemoryTables) {}

  facts(stretch: Facts): Promise<boolean> {
    const known = new Map<string, ContactName>();
    for (const [contactId, names] of this.tables.names) known.set(contactId, names.at(-1) ?? {});
    const { facts, changes } = nameContacts(known, stretch);
    for (const change of changes) append(this.tables.names, change.contactId, change);
    for (const fact of facts) this.storeFact(fact);
    this.tables.frontiers.set(stretch.partition, { epoch: stretch.epoch, nextOffset: stretch.nextOffset });
    return this.recompute(({ through }) => through.partition === stretch.partition);
  }

  targets(targets: readonly Target[]): Promise<boolean> {
    const merged = mergeTargets(targets);
    for (const target of merged) {
      const lane = this.tables.lanes.get(target.ticketKey);
      if (lane === undefined) {
        this.tables.lanes.set(target.ticketKey, newLane(target));
        continue;
      }
      const { firedAt, organizationId } = lane.target;
      const next = mergedTarget(lane.target, target);
      lane.target = { ...next, organizationId, ...(lane.sequence === 0 ? {} : { firedAt }) };
    }
    const keys = new Set(merged.map(({ ticketKey }) => ticketKey));
    return this.recompute(({ ticketKey }) => keys.has(ticketKey));
  }

  customers(findings: readonly CustomerFinding[]): Promise<boolean> {
    for (const finding of findings) {
      const key = customerKey(finding.organizationId, finding.requesterKey);
      const known = this.tables.customers.get(key);
      if (known !== undefined && known.version >= finding.version) continue;
      this.tables.customers.set(key, {
        ...finding,
        zendeskUserId: finding.zendeskUserId ?? known?.zendeskUserId ?? null,
      });
    }
    const keys = new Set(
      findings.map(({ organizationId, requesterKey }) => customerKey(organizationId, requesterKey)),
    );
    const isNamed = (target: Target) => keys.has(customerKey(target.organizationId, target.requesterKey));
    for (const lane of this.tables.lanes.values()) {
      if (lane.state === 'held' && isNamed(lane.target)) lane.notBeforeMs = 0;
    }
    return this.recompute(isNamed);
  }

  organizations(documents: readonly OrganizationDocument[]): Promise<boolean> {
    for (const document of documents) {
      const known = this.tables.organizations.get(document.organizationId);
      if (known === undefined || known.version < document.version) {
        this.tables.organizations.set(document.organizationId, document);
      }
    }
    return Promise.resolve(documents.length > 0);
  }

  accounts(accounts: ReadonlyMap<string, DirectoryAccount | undefined>): Promise<boolean> {
    for (const [accountId, account] of accounts) {
      if (account === undefined) this.tables.accounts.delete(accountId);
      else this.tables.accounts.set(accountId, account);
    }
    return Promise.resolve(accounts.size > 0);
  }

  private storeFact(fact: Facts['facts'][number]): void {
    const key = conversationKey(fact.conversationId, fact.contactId);
    const told = this.tables.transcript.get(key) ?? [];
    const { entry } = fact;
    const isKnown = told.some(
      ({ entry: known }) =>
        (known.at.offset === entry.at.offset && comparePositions(known.at, entry.at) === 0) ||
        (known.kind === 'message' && entry.kind === 'message' && known.messageId === entry.messageId),
    );
    if (!isKnown) append(this.tables.transcript, key, fact);
  }

  private recompute(matches: (target: Target) => boolean): Promise<boolean> {
    let anyMayWork = false;
    for (const [ticketKey, lane] of this.tables.lanes) {
      if (matches(lane.target) && this.tables.recompute(ticketKey)) anyMayWork = true;
    }
    return Promise.resolve(anyMayWork);
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
