import { Controller, Inject, Param, Query } from '@nestjs/common';
import {
  Closed,
  ConversationPageSchema,
  ConversationViewSchema,
  ConversationsQuerySchema,
  Id,
  Nullable,
  pageQuery,
} from '@parley/contracts';
import type { ConversationSummary, ConversationView, Page } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import { CurrentPrincipal } from '../access/caller';
import { ROLES } from '../access/role';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { decodeCursor, encodeCursor, page } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { ProblemError } from '../http-edge/problem';
import { appears } from '../read-model/appears';
import { CONVERSATION_STORE } from './conversation-store';
import type { ConversationFilter, ConversationStore, KnownConversation } from './conversation-store';
import { explainGates } from './explain-gates';
import { entryFor } from './mask-personal';

const PATH = '/v1/conversations';
const TimelineQuery = Closed({
  cursor: pageQuery.cursor,
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000, default: 500, description: 'Entries of the timeline' }),
  ),
});
const ExplainedSchema = Type.Object({
  ...ConversationViewSchema.properties,
  nextCursor: Nullable(
    Type.String({ description: 'Leads to earlier entries of the timeline; null where there are none' }),
  ),
});
/** How long a conversation whose first event was just acknowledged may take to appear, in milliseconds. */
const APPEARS_WITHIN_MS = 500;

/** Conversations, and why each is or is not in Zendesk (X1, X2). Texts of messages are in none of the answers. */
@Controller()
export class ConversationsController {
  constructor(@Inject(CONVERSATION_STORE) private readonly store: ConversationStore) {}

  @ApiRoute({
    method: 'GET',
    path: PATH,
    operation: 'listConversations',
    tag: 'Conversations',
    summary: 'Lists conversations, newest activity first',
    description:
      '`q` is what the id begins with; the list is then by id. Filters that are given must all hold.',
    access: ROLES,
    query: ConversationsQuerySchema,
    status: 200,
    response: ConversationPageSchema,
  })
  async list(@Query() query: PageQuery & ConversationFilter): Promise<Page<ConversationSummary>> {
    const { cursor, limit, ...filter } = query;
    const [lastEventAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['timestamp', 'string']);
    const after =
      lastEventAt === undefined ? undefined : { lastEventAt: String(lastEventAt), id: String(id) };
    const conversations = await this.store.list(filter, limit + 1, after);
    return page(conversations, limit, (conversation) => [conversation.lastEventAt, conversation.id]);
  }

  @ApiRoute({
    method: 'GET',
    path: `${PATH}/:conversationId`,
    operation: 'getConversation',
    tag: 'Conversations',
    summary:
      'Explains a conversation: its state, every gate, its tickets and its timeline, newest entry first',
    description:
      'No text of a message, no name, address or handle of a contact is in any part of it. In notes of people and in tags, e-mail addresses, phone numbers and handles are masked for everybody but administrators.',
    access: ROLES,
    params: Closed({ conversationId: Id }),
    query: TimelineQuery,
    status: 200,
    response: ExplainedSchema,
    problems: ['conversation-unknown'],
  })
  async get(
    @Param('conversationId') id: string,
    @Query() query: PageQuery,
    @CurrentPrincipal() { role }: Principal,
  ): Promise<ConversationView & { readonly nextCursor: string | null }> {
    const { cursor, limit } = query;
    const [at, key] = cursor === undefined ? [] : decodeCursor(cursor, ['timestamp', 'string']);
    const known = await appears(
      () => this.store.find(id),
      (found) => found !== undefined,
      APPEARS_WITHIN_MS,
    );
    if (known === undefined)
      throw new ProblemError('conversation-unknown', 'No event has named a conversation with this id.');
    const after = at === undefined ? undefined : { at: String(at), key: String(key) };
    const entries = await this.store.timeline(id, limit + 1, after);
    const shown = entries.slice(0, limit);
    const last = shown.at(-1);
    return {
      ...explained(known),
      timeline: shown.map(({ entry }) => entryFor(role, entry)),
      nextCursor:
        entries.length > limit && last !== undefined ? encodeCursor([last.entry.at, last.key]) : null,
    };
  }
}

function explained(known: KnownConversation): Omit<ConversationView, 'timeline'> {
  const { summary, target, candidates } = known;
  return {
    ...summary,
    ...(target === undefined ? {} : { mode: target.mode, trigger: target.trigger }),
    gates: [...explainGates(known)],
    ...(candidates.length === 0 ? {} : { candidates: [...candidates] }),
  };
}
