import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';
import { FieldValueSchema } from '../events/shared/contact';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Id, Nullable, OneOf, ZendeskId } from '../schema/primitives';

/** Largest attachment that is taken over where the organization sets nothing else: 20 MB. */
export const DEFAULT_ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024;

/** Schema of a name in the lists of C1. */
export const FieldPath = Type.String({
  minLength: 1,
  maxLength: 255,
  // Keys of user fields have letters, digits and underscores (Zendesk's reference); older accounts have hyphens, too.
  pattern: '^[A-Za-z0-9_.-]+$',
  description: 'A standard user property, or user_fields.<key>',
});

/** Languages that Parley's own words in a ticket come in, by ISO 639-1 code (K2). */
export const LANGUAGES = ['en', 'fr', 'de', 'es'] as const;

const TimeZoneName = Type.String({
  format: 'time-zone',
  maxLength: 64,
  description:
    'The time zone of the times in tickets by its IANA name, such as Europe/Paris; UTC where it is not given',
});

const PublicOrInternal = OneOf(['public', 'internal']);

const TicketFieldValues = Type.Record(Type.String({ pattern: '^[0-9]{1,19}$' }), FieldValueSchema, {
  additionalProperties: false,
  description: 'Custom field values by the id of the ticket field',
});

type ObjectSchema = <Properties extends Record<string, TSchema>>(
  properties: Properties,
) => TObject<Properties>;

/** Schema of the creation fields, as they are kept. */
export const CreateFieldsSchema = Type.Array(Closed({ key: FieldPath, required: Type.Boolean() }));

/** The parts of a configuration, their objects made by `object`. */
function partsWith(object: ObjectSchema) {
  return {
    searchFields: Type.Array(FieldPath),
    displayFields: Type.Array(FieldPath),
    createFields: Type.Array(object({ key: FieldPath, required: Type.Boolean() })),
    modeA: object({ enabled: Type.Boolean() }),
    modeB: object({
      enabled: Type.Boolean(),
      teamId: Nullable(Id),
      emailField: Nullable(object({ scope: OneOf(['contact', 'conversation']), key: Id })),
      continueAfterCreation: Type.Boolean(),
    }),
    missingEmail: OneOf(['hold', 'create-without-email']),
    closeAs: OneOf(['closed', 'solved']),
    ticket: object({
      subject: Type.String({ minLength: 1, maxLength: 500 }),
      groupId: Nullable(ZendeskId),
      brandId: Nullable(ZendeskId),
      formId: Nullable(ZendeskId),
      priority: Nullable(OneOf(['low', 'normal', 'high', 'urgent'])),
      tags: Type.Array(Type.String({ minLength: 1, maxLength: 255 })),
      fields: TicketFieldValues,
      language: Type.Optional(OneOf(LANGUAGES)),
      timeZone: Type.Optional(TimeZoneName),
    }),
    visibility: object({ contact: PublicOrInternal, advisor: PublicOrInternal, bot: PublicOrInternal }),
    syncNotes: Type.Boolean(),
    redactDeleted: Type.Boolean(),
    attachments: object({
      maxBytes: Type.Integer({ minimum: 0, maximum: 50 * 1024 * 1024 }),
      refuseTypes: Type.Array(Type.String({ minLength: 1, maxLength: 255 })),
    }),
  };
}

/** The parts with objects that refuse other properties: what an administrator sends. */
export const closedParts = partsWith(Closed);

/** Schema of {@link OrganizationConfiguration}: complete, other properties refused. */
export const OrganizationConfigurationSchema = Closed(closedParts, {
  description: 'How one organization wants its conversations synchronised',
});

/** The same, other properties let through: a service of an older release reads what a newer gateway published. */
export const PublishedConfigurationSchema = Type.Object(partsWith((properties) => Type.Object(properties)));

/** How one organization wants its conversations synchronised. */
export type OrganizationConfiguration = DeepReadonly<Static<typeof OrganizationConfigurationSchema>>;

/** What an organization starts with: connected, nothing synchronised. */
export const DEFAULT_CONFIGURATION: OrganizationConfiguration = {
  searchFields: ['name', 'email'],
  displayFields: ['name', 'email'],
  createFields: [
    { key: 'name', required: true },
    { key: 'email', required: false },
  ],
  modeA: { enabled: false },
  modeB: { enabled: false, teamId: null, emailField: null, continueAfterCreation: true },
  missingEmail: 'hold',
  closeAs: 'closed',
  ticket: {
    subject: '{contact.name} via {account.name} ({network})',
    groupId: null,
    brandId: null,
    formId: null,
    priority: null,
    tags: [],
    fields: {},
  },
  visibility: { contact: 'public', advisor: 'public', bot: 'public' },
  syncNotes: false,
  redactDeleted: false,
  attachments: { maxBytes: DEFAULT_ATTACHMENT_MAX_BYTES, refuseTypes: [] },
};
