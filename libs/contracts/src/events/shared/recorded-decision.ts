import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../../envelope/cloud-event';
import { PositionSchema } from '../../position';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { Id } from '../../schema/primitives';
import { ModeSchema } from './gates';
import { RequesterSchema } from './requester';

const common = { after: PositionSchema, organizationId: Id };

/** Schema of {@link RecordedDecision}. */
export const RecordedDecisionSchema = Type.Union([
  Type.Object({
    ...common,
    kind: Type.Literal('fired'),
    mode: ModeSchema,
    trigger: EventRefSchema,
    triggerPosition: PositionSchema,
    triggerAt: Type.Integer({ description: 'When the trigger happened upstream, in ms since 1970' }),
    firedAt: PositionSchema,
    throughPosition: PositionSchema,
    requester: RequesterSchema,
    frozen: Type.Boolean(),
    ownOf: Type.Optional(EventRefSchema),
  }),
  Type.Object({
    ...common,
    kind: Type.Literal('extended'),
    ownOf: Type.Optional(EventRefSchema),
    throughPosition: PositionSchema,
  }),
  Type.Object({ ...common, kind: Type.Literal('advanced'), throughPosition: PositionSchema }),
  Type.Object({ ...common, kind: Type.Literal('frozen') }),
  Type.Object({ ...common, kind: Type.Literal('readdressed'), requester: RequesterSchema }),
]);

/**
 * A decision about a ticket as a rebuild takes it in again (architecture 3b). `after` is the last event of the conversation that a
 * ticket could show when it was taken.
 */
export type RecordedDecision = DeepReadonly<Static<typeof RecordedDecisionSchema>>;

/** Fields by which a message about a conversation also is its record. */
export const record = {
  after: Type.Optional(PositionSchema),
  decided: Type.Optional(
    Type.Array(RecordedDecisionSchema, {
      description:
        'What was decided since the last message about the conversation, beside what this one says',
    }),
  ),
};
