import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { version } from '../../shared/version';

/** Zendesk refuses the token of an organization. */
export const authorizationLostV1 = defineEvent({
  type: 'parley.authorization.lost.v1',
  summary: 'Zendesk refuses the token of the organization: gate G5 is shut until it is authorised again.',
  data: Type.Object({ ...version, organizationId: Id, reason: Type.String({ minLength: 1 }) }),
});

/** Zendesk refuses the token of the organization: gate G5 is shut until it is authorised again. */
export type AuthorizationLost = EventOf<typeof authorizationLostV1>;
