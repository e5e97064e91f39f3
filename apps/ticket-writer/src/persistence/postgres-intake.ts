import type { OrganizationDocument } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import type { DirectoryAccount } from '../lane/gates';
import type { CustomerFinding, Facts, Intake, Target } from '../intake/intake';
import { mergeTargets } from '../intake/merge-targets';
import { nameContacts, type ContactName } from '../intake/name-contacts';
import { changeAccounts, changeOrganizations } from './account-gates';
import { noteBlobUses } from './blob-uses';
import { entryColumns } from './entry-row';
import { recompute } from './recompute';
import { upsertTargets } from './upsert-targets';

/**
 * What the topics bring, inside the transaction of the batch that brought it. Every flow locks in the same order: frontier,
 * customers, lanes by key. Who changes what lanes wait for (frontier, customer) changes it first and looks for lanes then;
 * who changes lanes takes a shared lock on what they wait for first. So of two flows that meet, the later sees the earlier.
 */
export class PostgresIntake implements Intake {
  constructor(private readonly tx: Transaction) {}

  async facts(stretch: Facts): Promise<boolean> {
    await this.storeFacts(stretch);
    const { partition, epoch, nextOffset } = stretch;
    await this.tx.query(`insert into frontier values ($1, 0, 0) on conflict do nothing`, [partition]);
    const [before] = await this.tx.query<{ epoch: number; next_offset: string }>(
      `select epoch, next_offset from frontier where partition = $1 for update`,
      [partition],
    );
    await this.tx.query(
      `update frontier set epoch = $2, next_offset = $3 where partition = $1 and (epoch, next_offset) < ($2, $3)`,
      [partition, epoch, nextOffset],
    );
    return recompute(
      this.tx,
      await this.lock(
        `partition = $1 and (through_epoch, through_offset) >= ($2, $3) and (through_epoch, through_offset) < ($4, $5)`,
        [partition, before?.epoch ?? 0, Number(before?.next_offset ?? 0), epoch, nextOffset],
      ),
    );
  }

  async targets(targets: readonly Target[]): Promise<boolean> {
    const merged = mergeTargets(targets);
    if (merged.length === 0) return false;
    const partitions = [...new Set(merged.map(({ through }) => through.partition))].sort((a, b) => a - b);
    await this.tx.query(
      `insert into frontier select p, 0, 0 from unnest($1::int[]) p order by p on conflict do nothing`,
      [partitions],
    );
    await this.tx.query(
      `select from frontier where partition = any($1::int[]) order by partition for share`,
      [partitions],
    );
    const requesters = [
      merged.map(({ organizationId }) => organizationId),
      merged.map(({ requesterKey }) => requesterKey),
    ];
    await this.tx.query(
      `insert into customer (organization_id, requester_key)
       select distinct o, r from unnest($1::text[], $2::text[]) k (o, r) order by o, r on conflict do nothing`,
      requesters,
    );
    await this.tx.query(
      `select from customer where (organization_id, requester_key) in (select * from unnest($1::text[], $2::text[]))
       order by organization_id, requester_key for share`,
      requesters,
    );
    await upsertTargets(this.tx, merged);
    return recompute(
      this.tx,
      merged.map(({ ticketKey }) => ticketKey),
    );
  }

  async customers(findings: readonly CustomerFinding[]): Promise<boolean> {
    const newest = newestFindings(findings);
    if (newest.length === 0) return false;
    const keys = [
      newest.map(({ organizationId }) => organizationId),
      newest.map(({ requesterKey }) => requesterKey),
    ];
    await this.tx.query(
      `insert into customer (organization_id, requester_key, zendesk_user_id, blocked_reason, version)
       select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[]) order by 1, 2
       on conflict (organization_id, requester_key) do update
         set zendesk_user_id = coalesce(excluded.zendesk_user_id, customer.zendesk_user_id),
           blocked_reason = excluded.blocked_reason, version = excluded.version
         where excluded.version > customer.version`,
      [
        ...keys,
        newest.map(({ zendeskUserId }) => zendeskUserId),
        newest.map(({ blockedReason }) => blockedReason),
        newest.map(({ version }) => version),
      ],
    );
    const lanes = await this.lock(
      `(organization_id, requester_key) in (select * from unnest($1::text[], $2::text[]))`,
      keys,
    );
    // A lane that waited because its requester was refused need not wait any longer.
    await this.tx.query(
      `update lane set not_before = null where ticket_key = any($1::uuid[]) and state = 'held'`,
      [lanes],
    );
    return recompute(this.tx, lanes);
  }

  organizations(documents: readonly OrganizationDocument[]): Promise<boolean> {
    return changeOrganizations(this.tx, documents);
  }

  accounts(accounts: ReadonlyMap<string, DirectoryAccount | undefined>): Promise<boolean> {
    return changeAccounts(this.tx, accounts);
  }

  private async storeFacts(stretch: Facts): Promise<void> {
    const ids = [...new Set([...stretch.contacts, ...stretch.facts].map(({ contactId }) => contactId))];
    const { facts, changes } = nameContacts(await this.namesOf(ids), stretch);
    if (changes.length > 0) {
      await this.tx.query(
        `insert into contact_name select * from unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[])
         on conflict do nothing`,
        [
          changes.map(({ contactId }) => contactId),
          changes.map(({ at }) => at.epoch),
          changes.map(({ at }) => at.offset),
          changes.map(({ name }) => name ?? null),
          changes.map(({ handle }) => handle ?? null),
        ],
      );
    }
    if (facts.length === 0) return;
    await this.tx.query(
      `insert into transcript (conversation_id, contact_id, epoch, log_offset, partition, kind, message_id, amendment,
         from_contact, body, traceparent)
       select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::bigint[],
         $9::boolean[], $10::text[], $11::text[])
       on conflict do nothing`,
      entryColumns(facts),
    );
    await noteBlobUses(this.tx, facts);
  }

  private async namesOf(contactIds: readonly string[]): Promise<ReadonlyMap<string, ContactName>> {
    if (contactIds.length === 0) return new Map();
    const rows = await this.tx.query<{ contact_id: string; name: string | null; handle: string | null }>(
      `select k.contact_id, n.name, n.handle from unnest($1::text[]) k (contact_id)
       cross join lateral (select name, handle from contact_name c where c.contact_id = k.contact_id
         order by epoch desc, log_offset desc limit 1) n`,
      [contactIds],
    );
    return new Map(
      rows.map(({ contact_id, name, handle }) => [
        contact_id,
        { ...(name === null ? {} : { name }), ...(handle === null ? {} : { handle }) },
      ]),
    );
  }

  /** Locks lanes in key order, whatever order the flows found them in. */
  private async lock(where: string, parameters: readonly unknown[]): Promise<readonly string[]> {
    const rows = await this.tx.query<{ ticket_key: string }>(
      `select ticket_key from lane where ${where} order by ticket_key for update`,
      parameters,
    );
    return rows.map(({ ticket_key }) => ticket_key);
  }
}

function newestFindings(findings: readonly CustomerFinding[]): readonly CustomerFinding[] {
  const newest = new Map<string, CustomerFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.organizationId, finding.requesterKey]);
    const known = newest.get(key);
    if (known === undefined || finding.version > known.version) newest.set(key, finding);
  }
  return [...newest.values()];
}
