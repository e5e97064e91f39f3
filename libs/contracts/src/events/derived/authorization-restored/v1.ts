import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { version } from '../../shared/version';

/** The organization is authorised again. */
export const authorizationRestoredV1 = defineEvent({
  type: 'parley.authorization.restored.v1',
  summary: 'The organization is authorised again.',
  data: Type.Object({ ...version, organizationId: Id }),
});

/** The organization is authorised again. */
export type AuthorizationRestored = EventOf<typeof authorizationRestoredV1>;
