import { Type } from '@sinclair/typebox';
import { Id, Uuid } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { commandFacts } from '../../shared/command';

/** Try a parked ticket again. */
export const retryParkedV1 = defineEvent({
  type: 'parley.command.retry-parked.v1',
  summary: 'Try a parked ticket again.',
  data: Type.Object({ ...commandFacts, organizationId: Id, ticketKey: Uuid }),
});

/** Try a parked ticket again (X3). */
export type RetryParked = EventOf<typeof retryParkedV1>;
