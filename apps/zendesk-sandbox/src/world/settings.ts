import { Type, type Static } from '@sinclair/typebox';

/**
 * How one account behaves where the real service has a setting, differs between accounts, or where the facts leave two
 * answers open. Each default is the answer that the facts call likelier.
 */
export const SettingsSchema = Type.Object(
  {
    /** Seconds until search sees a change ("can take minutes"); reads by id are always current. */
    indexLagSeconds: Type.Number({ minimum: 0 }),
    /** Milliseconds that every call waits before it is applied. */
    delayBeforeMs: Type.Integer({ minimum: 0 }),
    /** Milliseconds that every answer waits after the call was applied. */
    delayAfterMs: Type.Integer({ minimum: 0 }),
    /** The standard trigger that sets an empty priority to normal right after a ticket was created. */
    defaultPriorityTrigger: Type.Boolean(),
    /** Milliseconds after the creation when that trigger touches the ticket; from 1000 on the create reply's stamp is stale. */
    defaultPriorityDelayMs: Type.Integer({ minimum: 0 }),
    /** Whether solving without an assignee assigns the solver instead of being refused. */
    autoAssignSolver: Type.Boolean(),
    /** Whether `hold` is switched on in the account. */
    holdStatus: Type.Boolean(),
    /** Whether an agent's call with an end user as author reopens pending, hold and solved tickets (uncertain: off). */
    reopenOnEndUserAuthor: Type.Boolean(),
    /** Whether a comment by a suspended author is refused on update (uncertain: off). */
    rejectSuspendedAuthor: Type.Boolean(),
    /** Whether an unknown or expired upload token is refused (on) or ignored without a word. */
    rejectInvalidUploads: Type.Boolean(),
    /** Whether two users may get the same address, as accounts that are older than the rule still have them. */
    duplicateEmails: Type.Boolean(),
    /** What a read of a merged user's id gives (uncertain). */
    mergedUserReads: Type.Union([Type.Literal('inactive'), Type.Literal('not-found')]),
    /** Whether a 429 of the limit per ticket carries Retry-After (uncertain: on). */
    retryAfterOnTicketLimit: Type.Boolean(),
    /** Hours after which the standard automation closes a solved ticket; 28 days is the ceiling. */
    closeSolvedAfterHours: Type.Number({ exclusiveMinimum: 0, maximum: 672 }),
    /** Days after closing when a ticket is archived and leaves the list (3 in Zendesk's own sandboxes). */
    archiveAfterDays: Type.Number({ exclusiveMinimum: 0 }),
    /** Life of an upload token. */
    uploadTokenMinutes: Type.Number({ exclusiveMinimum: 0 }),
    /** Largest file. */
    maxAttachmentBytes: Type.Integer({ minimum: 1 }),
    /** UTF-8 bytes of comment text that are kept; the rest is cut off without an error. */
    maxCommentBytes: Type.Integer({ minimum: 1 }),
    /** Comments a ticket can hold. */
    maxCommentsPerTicket: Type.Integer({ minimum: 1 }),
    /** Life of an idempotency key. */
    idempotencyKeyMinutes: Type.Number({ exclusiveMinimum: 0 }),
    /** Whether the ground truth keeps the request body of every call. */
    recordBodies: Type.Boolean(),
  },
  { additionalProperties: false },
);

/** The settings of an account. */
export type SandboxSettings = Static<typeof SettingsSchema>;

/** What a new account starts with. */
export function defaultSettings(): SandboxSettings {
  return {
    indexLagSeconds: 0,
    delayBeforeMs: 0,
    delayAfterMs: 0,
    defaultPriorityTrigger: true,
    defaultPriorityDelayMs: 0,
    autoAssignSolver: false,
    holdStatus: true,
    reopenOnEndUserAuthor: false,
    rejectSuspendedAuthor: false,
    rejectInvalidUploads: true,
    duplicateEmails: false,
    mergedUserReads: 'inactive',
    retryAfterOnTicketLimit: true,
    closeSolvedAfterHours: 96,
    archiveAfterDays: 120,
    uploadTokenMinutes: 60,
    maxAttachmentBytes: 50 * 1024 * 1024,
    maxCommentBytes: 64 * 1024,
    maxCommentsPerTicket: 5000,
    idempotencyKeyMinutes: 120,
    recordBodies: false,
  };
}
