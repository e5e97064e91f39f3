import { Type } from '@sinclair/typebox';
import { Id, OneOf } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { version } from '../../shared/version';

/** A process opened or closed its circuit breaker. */
export const breakerChangedV1 = defineEvent({
  type: 'parley.breaker.changed.v1',
  summary:
    'A process opened, half-opened or closed its circuit breaker for a class of endpoints of the organization.',
  data: Type.Object({
    ...version,
    organizationId: Id,
    endpointClass: Type.String({ minLength: 1 }),
    state: OneOf(['closed', 'open', 'half-open']),
    process: Type.String({ minLength: 1 }),
  }),
});

/** A process opened, half-opened or closed its circuit breaker for a class of endpoints of the organization. */
export type BreakerChanged = EventOf<typeof breakerChangedV1>;
