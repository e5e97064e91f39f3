import type { Database, Transaction } from '@parley/platform';
import type { ConversationFact } from '../intake/intake';
import type { BlobUses } from '../remove-blobs/blob-uses';

/** Notes which messages came with inline files. */
export async function noteBlobUses(tx: Transaction, facts: readonly ConversationFact[]): Promise<void> {
  const uses = facts.flatMap(({ conversationId, contactId, entry }) =>
    entry.kind !== 'message'
      ? []
      : (entry.attachments ?? []).flatMap(({ blob }) =>
          blob === undefined ? [] : [{ blob, conversationId, contactId, at: entry.at }],
        ),
  );
  if (uses.length === 0) return;
  await tx.query(
    `insert into blob_use select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[])
     on conflict do nothing`,
    [
      uses.map(({ blob }) => blob),
      uses.map(({ conversationId }) => conversationId),
      uses.map(({ contactId }) => contactId),
      uses.map(({ at }) => at.epoch),
      uses.map(({ at }) => at.offset),
    ],
  );
}

/** Uses of blobs in the service's own schema. */
export class PostgresBlobUses implements BlobUses {
  constructor(private readonly database: Database) {}

  async usesOf(hashes: readonly string[]): Promise<ReadonlyMap<string, { readonly isNeeded: boolean }>> {
    if (hashes.length === 0) return new Map();
    // A held, parked or blocked lane needs its files as much as a working one.
    const rows = await this.database.query<{ sha256: string; needed: boolean }>(
      `select u.sha256, bool_or(exists (
         select from lane l
         where l.conversation_id = u.conversation_id and l.contact_id = u.contact_id
           and (l.through_epoch, l.through_offset) >= (u.epoch, u.log_offset)
           and coalesce((l.achieved_epoch, l.achieved_offset) < (u.epoch, u.log_offset), true))) as needed
       from blob_use u where u.sha256 = any($1::text[]) group by u.sha256`,
      [hashes],
    );
    return new Map(rows.map(({ sha256, needed }) => [sha256, { isNeeded: needed }]));
  }
}
