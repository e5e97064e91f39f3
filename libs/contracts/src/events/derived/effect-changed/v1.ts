import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { Count, Id, OneOf, Uuid, ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { version } from '../../shared/version';

/** States of an effect. `released`: surely not applied (401, 403, 429, conflict, never sent), to be computed again. */
export const EFFECT_STATES = ['in-flight', 'done', 'rejected', 'unknown', 'released', 'ignored'] as const;

/** One call to Zendesk changed its state. */
export const effectChangedV1 = defineEvent({
  type: 'parley.effect.changed.v1',
  summary: 'One call to Zendesk changed its state. Carries no text of any message.',
  data: Type.Object({
    ...version,
    organizationId: Id,
    conversationId: Id,
    contactId: Id,
    ticketKey: Uuid,
    effectId: Uuid,
    kind: Type.String({ pattern: '^[a-z][a-z-]*$', description: 'create, comment, follow-up, close, ...' }),
    state: OneOf(EFFECT_STATES),
    method: OneOf(['GET', 'POST', 'PUT', 'DELETE']),
    path: Type.String({ minLength: 1, description: 'Without query values' }),
    status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
    durationMs: Type.Optional(Type.Number({ minimum: 0 })),
    requestId: Type.Optional(Type.String()),
    zendeskTicketId: Type.Optional(ZendeskId),
    generation: Type.Optional(Count),
    reason: Type.Optional(Type.String()),
    fromPosition: PositionSchema,
    throughPosition: PositionSchema,
  }),
});

/** State of an effect. */
export type EffectState = (typeof EFFECT_STATES)[number];

/** One call to Zendesk changed its state (X2). `status` is the HTTP status of the answer, `requestId` that of Zendesk. */
export type EffectChanged = EventOf<typeof effectChangedV1>;
