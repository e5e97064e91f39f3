import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../envelope/cloud-event';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Count, Id, ZendeskId } from '../schema/primitives';

/** Path of the association routes: `/v1/contacts/{contactId}/associations/{organizationId}`. */
export const AssociationPathSchema = Closed({ contactId: Id, organizationId: Id });

/** Body of `PUT`. */
export const PutAssociationSchema = Closed({ zendeskUserId: ZendeskId });

/** The Zendesk user to associate the contact with. */
export type PutAssociation = DeepReadonly<Static<typeof PutAssociationSchema>>;

/** Schema of {@link AssociationView}. */
export const AssociationViewSchema = Type.Object({
  contactId: Id,
  organizationId: Id,
  zendeskUserId: ZendeskId,
  event: EventRefSchema,
});

/** Answer of `PUT`: the association, and the event that tells it to every service. */
export type AssociationView = DeepReadonly<Static<typeof AssociationViewSchema>>;

/** Query of `GET`. */
export const AssociationPreviewQuerySchema = Closed({
  preview: Type.Boolean({ const: true, description: 'Nothing but a preview can be asked for' }),
  zendeskUserId: ZendeskId,
});

/** Schema of {@link AssociationPreview}. */
export const AssociationPreviewSchema = Type.Object(
  {
    contactId: Id,
    organizationId: Id,
    zendeskUserId: ZendeskId,
    newTickets: Count,
    newRequesters: Count,
    waiting: Count,
  },
  {
    description:
      "Of the contact's conversations in this organization: `newTickets` would get a ticket with their whole history at once (T3), the open tickets of `newRequesters` would get this user as requester (T10), and `waiting` would still wait for an advisor's reply or another gate. Counted from what is known now",
  },
);

/** Answer of `GET`: what an association would send, without sending it. */
export type AssociationPreview = DeepReadonly<Static<typeof AssociationPreviewSchema>>;
