import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { type Delivery, DeliverySchema, MessageSchema } from '../../shared/message';
import { AuthorSchema } from '../../shared/people';

/** An advisor or a bot answered. */
export const messageSentV1 = defineEvent({
  type: 'parley.message.sent.v1',
  summary: 'An advisor or a bot answered; delivery is "sent" when it is not given.',
  data: Type.Object({
    ...conversationFacts,
    message: MessageSchema,
    author: AuthorSchema,
    delivery: Type.Optional(DeliverySchema),
  }),
});

/** An advisor or a bot answered. */
export type MessageSent = EventOf<typeof messageSentV1>;

/** The delivery of a sent message: `sent` where the platform said nothing. */
export function deliveryOf(event: MessageSent): Delivery {
  return event.data.delivery ?? 'sent';
}
