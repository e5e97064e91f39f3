import {
  comparePositions,
  laterOf,
  messageIdOf,
  type HistorySummary,
  type LogPosition,
  type TranscriptSlice,
} from '@parley/ticket-content';
import type { Database } from '@parley/platform';
import type { ConversationKey, SliceRequest, Transcript } from '../lane/transcript';
import { ENTRY_COLUMNS, entryOf, type EntryRow } from './entry-row';

const OF_CONVERSATION = 'conversation_id = $1 and contact_id = $2';

/** The transcript in the service's own schema. */
export class PostgresTranscript implements Transcript {
  constructor(private readonly database: Database) {}

  async slice({
    conversationId,
    contactId,
    after,
    through,
    firedAt,
    limit,
  }: SliceRequest): Promise<TranscriptSlice> {
    const rows = await this.database.query<EntryRow>(
      `select ${ENTRY_COLUMNS} from transcript
       where ${OF_CONVERSATION} and (epoch, log_offset) > ($3, $4) and (epoch, log_offset) <= ($5, $6)
       order by epoch, log_offset limit $7`,
      [
        conversationId,
        contactId,
        after?.epoch ?? -1,
        after?.offset ?? -1,
        through.epoch,
        through.offset,
        limit + 1,
      ],
    );
    const entries = rows.slice(0, limit).map(entryOf);
    const horizon = entries.reduce((latest, { at }) => laterOf(latest, at), firedAt);
    const related = await this.related(
      { conversationId, contactId },
      entries.map(messageIdOf),
      entries[0]?.at,
      entries.at(-1)?.at,
      horizon,
    );
    return { entries, complete: rows.length <= limit, related };
  }

  async history(
    { conversationId, contactId }: ConversationKey,
    firedAt: LogPosition,
  ): Promise<HistorySummary> {
    const [row] = await this.database.query<HistoryRow>(HISTORY, [
      conversationId,
      contactId,
      firedAt.epoch,
      firedAt.offset,
    ]);
    if (row === undefined) throw new Error('An aggregate gave no row');
    const url =
      row.last_message === null ? undefined : (JSON.parse(row.last_message) as { url?: string }).url;
    return {
      messages: row.messages,
      tags: row.tags === null ? [] : (JSON.parse(row.tags) as { tags: readonly string[] }).tags,
      closed: row.last_turn === 'closed',
      ...(url === undefined ? {} : { lastMessageUrl: url }),
    };
  }

  private async related(
    key: ConversationKey,
    ids: readonly (string | undefined)[],
    first: LogPosition | undefined,
    last: LogPosition | undefined,
    horizon: LogPosition,
  ): Promise<TranscriptSlice['related']> {
    const named = [...new Set(ids.filter((id) => id !== undefined))];
    if (named.length === 0 || first === undefined || last === undefined) return [];
    const rows = await this.database.query<EntryRow>(
      `select ${ENTRY_COLUMNS} from transcript
       where ${OF_CONVERSATION} and message_id = any($3::text[]) and (epoch, log_offset) <= ($4, $5)
         and not ((epoch, log_offset) >= ($6, $7) and (epoch, log_offset) <= ($8, $9))`,
      [
        key.conversationId,
        key.contactId,
        named,
        horizon.epoch,
        horizon.offset,
        first.epoch,
        first.offset,
        last.epoch,
        last.offset,
      ],
    );
    return rows.map(entryOf).sort((a, b) => comparePositions(a.at, b.at));
  }
}

interface HistoryRow {
  readonly messages: number;
  readonly last_message: string | null;
  readonly tags: string | null;
  readonly last_turn: string | null;
}

/** The same sums as `summariseHistory` of ticket-content; the conformance suite holds both to it. */
const HISTORY = `
  with past as (
    select kind, body, from_contact, epoch, log_offset from transcript
    where ${OF_CONVERSATION} and (epoch, log_offset) <= ($3, $4)
      and kind in ('message', 'tags', 'closed', 'reopened')
  )
  select
    (select count(*)::int from past where kind = 'message') as messages,
    (select body from past where kind = 'message' order by epoch desc, log_offset desc limit 1) as last_message,
    (select body from past where kind = 'tags' order by epoch desc, log_offset desc limit 1) as tags,
    (select kind from past where kind in ('closed', 'reopened') or (kind = 'message' and from_contact)
      order by epoch desc, log_offset desc limit 1) as last_turn`;
