import { parseConfigDocument, type OrganizationDocument } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import { gateOf, type DirectoryAccount } from '../lane/gates';
import { LANES_CHANNEL } from './migrations';

/** One transaction at a time changes organizations, accounts or their gates; batches of two topics may meet here. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended('parley.writer.gates', 0))`;

/** Keeps the newest document of each organization; true when a gate opened. */
export async function changeOrganizations(
  tx: Transaction,
  documents: readonly OrganizationDocument[],
): Promise<boolean> {
  await tx.query(LOCK);
  const changed: OrganizationDocument[] = [];
  for (const document of documents) {
    const kept = await tx.query(
      `insert into organization values ($1, $2, $3)
       on conflict (organization_id) do update set version = excluded.version, document = excluded.document
         where excluded.version > organization.version
       returning organization_id`,
      [document.organizationId, document.version, JSON.stringify(document)],
    );
    if (kept.length > 0) changed.push(document);
  }
  return writeGates(tx, changed);
}

/** Keeps the newest state of each account; true when a gate opened. */
export async function changeAccounts(
  tx: Transaction,
  accounts: ReadonlyMap<string, DirectoryAccount | undefined>,
): Promise<boolean> {
  await tx.query(LOCK);
  for (const [accountId, account] of accounts) {
    if (account === undefined) await tx.query(`delete from account where account_id = $1`, [accountId]);
    else {
      await tx.query(
        `insert into account values ($1, $2, $3)
         on conflict (account_id) do update set name = excluded.name, network = excluded.network`,
        [accountId, account.name, account.network],
      );
    }
  }
  const rows = await tx.query<{ document: string }>(
    `select document from organization where organization_id in
       (select organization_id from account_gate where account_id = any($1::text[]))`,
    [[...accounts.keys()]],
  );
  return writeGates(
    tx,
    rows.map(({ document }) => documentOf(document)),
  );
}

/** Reads a stored document; it was checked before it was stored. */
export function documentOf(text: string): OrganizationDocument {
  const parsed = parseConfigDocument(JSON.parse(text));
  if (!parsed.ok) throw new Error('A stored organization document fits no schema');
  return parsed.value;
}

async function writeGates(tx: Transaction, documents: readonly OrganizationDocument[]): Promise<boolean> {
  let opened = false;
  for (const document of documents) {
    const ids = document.accounts.map(({ accountId }) => accountId);
    const known = await tx.query<{ account_id: string; name: string; network: string }>(
      `select account_id, name, network from account where account_id = any($1::text[])`,
      [ids],
    );
    const accounts = new Map(known.map((row) => [row.account_id, row]));
    const before = await tx.query<{ account_id: string }>(
      `select account_id from account_gate where organization_id = $1 and open`,
      [document.organizationId],
    );
    const wasOpen = new Set(before.map(({ account_id }) => account_id));
    const open = ids.map((id) => gateOf(document, id, accounts.get(id)).open);
    await tx.query(`delete from account_gate where organization_id = $1`, [document.organizationId]);
    await tx.query(`insert into account_gate select $1, * from unnest($2::text[], $3::boolean[])`, [
      document.organizationId,
      ids,
      open,
    ]);
    opened ||= ids.some((id, index) => open[index] === true && !wasOpen.has(id));
  }
  if (opened) await tx.query(`select pg_notify($1, '')`, [LANES_CHANNEL]);
  return opened;
}
