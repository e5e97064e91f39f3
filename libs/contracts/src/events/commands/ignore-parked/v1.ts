import { Type } from '@sinclair/typebox';
import { Id, Uuid } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { commandFacts } from '../../shared/command';

/** Skip the effect on which a ticket is parked. */
export const ignoreParkedV1 = defineEvent({
  type: 'parley.command.ignore-parked.v1',
  summary: 'Skip the effect on which a ticket is parked, with a note; the rest goes on.',
  data: Type.Object({
    ...commandFacts,
    note: Type.String({ minLength: 1 }),
    organizationId: Id,
    ticketKey: Uuid,
    effectId: Uuid,
  }),
});

/** Skip the effect on which a ticket is parked, with a note; the rest goes on (X3). */
export type IgnoreParked = EventOf<typeof ignoreParkedV1>;
