import { type Static, Type } from '@sinclair/typebox';
import { Count, Id, OneOf, Uuid, ZendeskId } from '../../schema/primitives';
import { version } from './version';

/** Schema of {@link TicketStatus}. */
export const TicketStatusSchema = OneOf(['new', 'open', 'pending', 'hold', 'solved', 'closed']);

/** Status (category) of a ticket in Zendesk. */
export type TicketStatus = Static<typeof TicketStatusSchema>;

/** Which ticket of which conversation; `generation` counts the follow-ups of one ticket key from 0. */
export const laneFacts = {
  ...version,
  organizationId: Id,
  conversationId: Id,
  contactId: Id,
  ticketKey: Uuid,
  generation: Count,
};

/** What a ticket that is there is known by. */
export const writtenTicket = {
  ...laneFacts,
  zendeskTicketId: ZendeskId,
  status: Type.Optional(TicketStatusSchema),
};
