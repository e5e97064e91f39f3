import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { DeliverySchema } from '../../shared/message';

/** The network took, or refused, a message that was sent before. */
export const messageDeliveryChangedV1 = defineEvent({
  type: 'parley.message.delivery-changed.v1',
  summary: 'The network took, or refused, a message that was sent before.',
  data: Type.Object({ ...conversationFacts, message: Type.Object({ id: Id }), delivery: DeliverySchema }),
});

/** The network took, or refused, a message that was sent before. */
export type MessageDeliveryChanged = EventOf<typeof messageDeliveryChangedV1>;
