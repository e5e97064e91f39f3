import type { ProblemCode } from '@parley/contracts';
import { Type } from '@sinclair/typebox';

/** Headers of the routes that change a configuration. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'ETag of the configuration that the change is based on' }),
  ),
});

/** What may stand in the way of a new configuration, besides its shape. */
export const CHANGE_PROBLEMS: readonly ProblemCode[] = [
  'organization-unknown',
  'organization-disconnected',
  'version-conflict',
  'mode-b-incomplete',
  'team-unknown',
  'email-field-unsuitable',
  'user-field-unknown',
  'zendesk-unreachable',
  'customer-service-unavailable',
];
