import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { HttpUrl, OneOf, Timestamp, ZendeskId } from '../schema/primitives';

/** What of a Zendesk the ticket settings of a configuration choose from. */
export const TICKET_OPTION_PARTS = ['groups', 'brands', 'forms', 'fields', 'triggers'] as const;

/** What of a Zendesk the ticket settings of a configuration choose from. */
export type TicketOptionPart = (typeof TICKET_OPTION_PARTS)[number];

/** Schema of {@link TicketFieldOption}. */
export const TicketFieldOptionSchema = Type.Object({
  id: ZendeskId,
  title: Type.String(),
  type: Type.String({ description: "Zendesk's type: text, textarea, tagger, multiselect, checkbox, ..." }),
  required: Type.Boolean({ description: 'Agents cannot solve a ticket without it' }),
  settable: Type.Boolean({
    description: 'False for what Parley sets by itself or cannot set, such as subject, status and assignee',
  }),
  options: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
      description: 'Values to choose among; `value` is what `ticket.fields` takes',
    }),
  ),
});

/** An active ticket field. */
export type TicketFieldOption = DeepReadonly<Static<typeof TicketFieldOptionSchema>>;

/** Schema of {@link NotifyingTrigger}. */
export const NotifyingTriggerSchema = Type.Object({ id: ZendeskId, title: Type.String(), url: HttpUrl });

/** An active trigger that may send the requester an e-mail about a public comment (K4); `url` is its page for administrators. */
export type NotifyingTrigger = DeepReadonly<Static<typeof NotifyingTriggerSchema>>;

/** Schema of {@link MissingTicketOptions}. */
export const MissingTicketOptionsSchema = Type.Object({
  part: OneOf(TICKET_OPTION_PARTS),
  reason: OneOf(['not-permitted', 'not-in-plan', 'too-many', 'zendesk-unavailable'], {
    description:
      '`not-permitted`: the connected user may not read them; `not-in-plan`: this Zendesk does not have them; `too-many`: the list is longer than what is read, and what was read is shown; `zendesk-unavailable`: Zendesk did not answer, or the budget of calls is used up: ask again',
  }),
  detail: Type.String(),
});

/** A part that could not be read, or not whole, and why. */
export type MissingTicketOptions = DeepReadonly<Static<typeof MissingTicketOptionsSchema>>;

const named = { id: ZendeskId, name: Type.String() };
const withDefault = { ...named, default: Type.Boolean() };

/** Schema of {@link TicketOptionsView}. */
export const TicketOptionsSchema = Type.Object({
  readAt: Timestamp,
  groups: Type.Array(Type.Object(named)),
  brands: Type.Array(Type.Object(withDefault), { description: 'Active brands' }),
  forms: Type.Array(Type.Object(withDefault), { description: 'Active ticket forms' }),
  fields: Type.Array(TicketFieldOptionSchema, { description: 'Active ticket fields' }),
  notifyingTriggers: Type.Array(NotifyingTriggerSchema, {
    description:
      'Active triggers that may e-mail the requester when Parley writes a public comment; empty also where `missing` names `triggers`',
  }),
  missing: Type.Array(MissingTicketOptionsSchema),
});

/** Answer of `GET /v1/organizations/{id}/ticket-options`; lists are in Zendesk's order. */
export type TicketOptionsView = DeepReadonly<Static<typeof TicketOptionsSchema>>;
