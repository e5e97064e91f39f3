import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../envelope/cloud-event';
import { EFFECT_STATES } from '../events/derived/effect-changed/v1';
import { GateSchema, ModeSchema } from '../events/shared/gates';
import { TicketStatusSchema } from '../events/shared/ticket';
import { PositionSchema } from '../position';
import type { DeepReadonly } from '../schema/deep-readonly';
import {
  Closed,
  Count,
  HttpUrl,
  Id,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  ZendeskId,
} from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** Where a conversation stands. */
export const CONVERSATION_STATES = ['held', 'syncing', 'frozen', 'parked', 'blocked'] as const;

/** Where a conversation stands. */
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** Schema of {@link GateView}. */
export const GateViewSchema = Type.Object({
  ...GateSchema.properties,
  todo: Type.Optional(Type.String({ description: 'What a person can do to open it' })),
});

/** A gate with what a person can do to open it (X1). */
export type GateView = DeepReadonly<Static<typeof GateViewSchema>>;

/** Schema of {@link TicketView}. */
export const TicketViewSchema = Type.Object({
  ticketKey: Uuid,
  generation: Count,
  zendeskTicketId: ZendeskId,
  url: HttpUrl,
  status: Nullable(TicketStatusSchema),
  throughPosition: PositionSchema,
});

/** A ticket of the conversation: `url` is its page for agents. */
export type TicketView = DeepReadonly<Static<typeof TicketViewSchema>>;

/** Schema of {@link CallView}. */
export const CallViewSchema = Type.Object({
  effectId: Uuid,
  effect: Type.String(),
  state: OneOf(EFFECT_STATES),
  method: Type.String(),
  path: Type.String(),
  status: Type.Optional(Type.Integer()),
  durationMs: Type.Optional(Type.Number()),
  requestId: Type.Optional(Type.String()),
});

/** A call to Zendesk, without any text of a message. */
export type CallView = DeepReadonly<Static<typeof CallViewSchema>>;

/** Schema of {@link TimelineEntry}. */
export const TimelineEntrySchema = Type.Object({
  at: Timestamp,
  kind: OneOf(['event', 'decision', 'customer', 'ticket', 'call']),
  type: Type.String({ description: 'CloudEvents type of what happened' }),
  summary: Type.String(),
  event: Type.Optional(EventRefSchema),
  position: Type.Optional(PositionSchema),
  reason: Type.Optional(Type.String()),
  call: Type.Optional(CallViewSchema),
});

/** One line of a conversation's timeline (X2). */
export type TimelineEntry = DeepReadonly<Static<typeof TimelineEntrySchema>>;

const conversationFacts = {
  id: Id,
  accountId: Nullable(Id),
  contactId: Id,
  organizationId: Nullable(Id),
  state: OneOf(CONVERSATION_STATES),
  reason: Nullable(Type.String()),
  closed: Type.Boolean(),
  lastEventAt: Timestamp,
  tickets: Type.Array(TicketViewSchema),
};

/** Schema of {@link ConversationSummary}. */
export const ConversationSummarySchema = Type.Object(conversationFacts);

/** A conversation in a list. */
export type ConversationSummary = DeepReadonly<Static<typeof ConversationSummarySchema>>;

/** Schema of {@link Candidate}. */
export const CandidateSchema = Type.Object({ zendeskUserId: ZendeskId, url: HttpUrl });

/** One of several users that a requester may be; `url` is their page for agents (C3). */
export type Candidate = DeepReadonly<Static<typeof CandidateSchema>>;

/** Schema of {@link ConversationView}. */
export const ConversationViewSchema = Type.Object({
  ...conversationFacts,
  mode: Type.Optional(ModeSchema),
  trigger: Type.Optional(EventRefSchema),
  gates: Type.Array(GateViewSchema),
  candidates: Type.Optional(
    Type.Array(CandidateSchema, { description: 'customer-ambiguous: the users to choose among' }),
  ),
  timeline: Type.Array(TimelineEntrySchema),
});

/** Answer of `GET /v1/conversations/{id}`: gates, tickets and timeline, newest entry first. */
export type ConversationView = DeepReadonly<Static<typeof ConversationViewSchema>>;

/** Query of `GET /v1/conversations`. */
export const ConversationsQuerySchema = Closed({
  organizationId: Type.Optional(Id),
  accountId: Type.Optional(Id),
  state: Type.Optional(OneOf(CONVERSATION_STATES)),
  reason: Type.Optional(Type.String({ minLength: 1 })),
  ticket: Type.Optional(ZendeskId),
  contactId: Type.Optional(Id),
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  ...pageQuery,
});

/** Answer of `GET /v1/conversations`. */
export const ConversationPageSchema = PageOf(ConversationSummarySchema);
