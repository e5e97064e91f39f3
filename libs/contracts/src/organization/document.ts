import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Count, HttpUrl, Id, OneOf, Timestamp, ZendeskId } from '../schema/primitives';
import { PublishedConfigurationSchema } from './configuration';

/** Schema of {@link OrganizationState}. */
export const OrganizationStateSchema = OneOf(['active', 'unauthorised', 'disconnected']);

/** Whether Parley may call this Zendesk; `disconnected` keeps the history and nothing more. */
export type OrganizationState = Static<typeof OrganizationStateSchema>;

/** Schema of {@link LinkedAccount}. */
export const LinkedAccountSchema = Type.Object({
  accountId: Id,
  enabled: Type.Boolean(),
  directApiContract: Type.Boolean(),
  includeClosedSince: Type.Optional(Timestamp),
});

/**
 * An account of the organization, with its switch (G3) and, for X, whether there is a contract (G4). When a gate opens for the
 * first time, conversations closed since `includeClosedSince` fire too, none without it (T11).
 */
export type LinkedAccount = DeepReadonly<Static<typeof LinkedAccountSchema>>;

/** Schema of {@link OrganizationDocument}. */
export const OrganizationDocumentSchema = Type.Object(
  {
    version: Count,
    organizationId: Id,
    name: Type.String({ minLength: 1 }),
    url: HttpUrl,
    state: OrganizationStateSchema,
    connectedUserId: ZendeskId,
    accounts: Type.Array(LinkedAccountSchema),
    configuration: PublishedConfigurationSchema,
    changedAt: Timestamp,
  },
  { description: 'Value on the config topic, keyed by organization id; the highest version wins' },
);

/** One organization as every service sees it: value on the config topic; the highest `version` wins. No secret in it. */
export type OrganizationDocument = DeepReadonly<Static<typeof OrganizationDocumentSchema>>;
