import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';

/** Everything personal about the contact is to become unreadable. */
export const contactErasedV1 = defineEvent({
  type: 'parley.contact.erased.v1',
  summary: 'Everything personal about the contact is to become unreadable.',
  data: Type.Object({ contact: Type.Object({ id: Id }) }),
});

/** Everything personal about the contact is to become unreadable (X7). */
export type ContactErased = EventOf<typeof contactErasedV1>;
