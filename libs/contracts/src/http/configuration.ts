import { type Static, Type } from '@sinclair/typebox';
import {
  closedParts,
  DEFAULT_CONFIGURATION,
  type OrganizationConfiguration,
  OrganizationConfigurationSchema,
} from '../organization/configuration';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Count, Nullable, Timestamp } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** Body of `PUT /v1/organizations/{id}/configuration`: what is not given takes its default, other properties are refused. */
export const PutConfigurationSchema = Type.Partial(
  Closed({
    ...closedParts,
    modeA: Type.Partial(closedParts.modeA),
    modeB: Type.Partial(closedParts.modeB),
    ticket: Type.Partial(closedParts.ticket),
    visibility: Type.Partial(closedParts.visibility),
    attachments: Type.Partial(closedParts.attachments),
  }),
);

/** A configuration as an administrator sends it. */
export type PutConfiguration = DeepReadonly<Static<typeof PutConfigurationSchema>>;

/** The complete configuration that a request stands for: what it does not give takes its default. */
export function completeConfiguration(request: PutConfiguration): OrganizationConfiguration {
  const defaults = DEFAULT_CONFIGURATION;
  return {
    ...defaults,
    ...request,
    modeA: { ...defaults.modeA, ...request.modeA },
    modeB: { ...defaults.modeB, ...request.modeB },
    ticket: { ...defaults.ticket, ...request.ticket },
    visibility: { ...defaults.visibility, ...request.visibility },
    attachments: { ...defaults.attachments, ...request.attachments },
  };
}

/** Schema of {@link ConfigurationVersion}. */
export const ConfigurationVersionSchema = Type.Object({
  version: Count,
  changedAt: Timestamp,
  changedBy: Type.String(),
  restoredFrom: Type.Optional(Count),
});

/** One version of a configuration: who made it, and when (A6). */
export type ConfigurationVersion = DeepReadonly<Static<typeof ConfigurationVersionSchema>>;

/** Media type of a configuration as code (RFC 9512). */
export const YAML_MEDIA_TYPE = 'application/yaml';

/** Schema of {@link ConfigurationVersionDetail}. */
export const ConfigurationVersionDetailSchema = Type.Object({
  ...ConfigurationVersionSchema.properties,
  configuration: OrganizationConfigurationSchema,
  previous: Nullable(OrganizationConfigurationSchema),
});

/** One version with the configuration that it made and the one it replaced, which is null for the first (A6). */
export type ConfigurationVersionDetail = DeepReadonly<Static<typeof ConfigurationVersionDetailSchema>>;

/** Query of `GET /v1/organizations/{id}/configuration/versions`. */
export const ConfigurationVersionsQuerySchema = Closed(pageQuery);

/** Answer of `GET /v1/organizations/{id}/configuration/versions`. */
export const ConfigurationVersionPageSchema = PageOf(ConfigurationVersionDetailSchema);
