import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { HttpUrl, Id, Nullable, Timestamp, Uuid, ZendeskId } from '../schema/primitives';
import { CandidateSchema } from './conversations';
import { PageOf } from './problem';

/** Schema of {@link ParkedTicketView}. */
export const ParkedTicketSchema = Type.Object({
  id: Uuid,
  organizationId: Id,
  conversationId: Id,
  contactId: Id,
  accountId: Nullable(Id),
  reason: Type.String(),
  effectId: Nullable(Uuid),
  since: Timestamp,
  zendeskTicketId: Nullable(ZendeskId),
  url: Nullable(HttpUrl),
  candidates: Type.Optional(Type.Array(CandidateSchema)),
});

/**
 * A ticket that an error, or a choice among customers, stops (X3). `id` is what retry, ignore and choose name; `effectId` is what
 * letting it go would skip; `candidates` are the users to choose among.
 */
export type ParkedTicketView = DeepReadonly<Static<typeof ParkedTicketSchema>>;

/** Answer of `GET /v1/parked`. */
export const ParkedTicketPageSchema = PageOf(ParkedTicketSchema);
