import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../envelope/cloud-event';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Id, ZendeskId } from '../schema/primitives';

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
