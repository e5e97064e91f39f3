import { Type } from '@sinclair/typebox';
import { Id, Nullable } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { ActorSchema } from '../../shared/people';

/** The conversation went to a team, or to none. */
export const conversationRoutedV1 = defineEvent({
  type: 'parley.conversation.routed.v1',
  summary: 'The conversation went to a team, or to none (null).',
  data: Type.Object({ ...conversationFacts, teamId: Nullable(Id), by: ActorSchema }),
});

/** The conversation went to a team, or to none (`null`). */
export type ConversationRouted = EventOf<typeof conversationRoutedV1>;
