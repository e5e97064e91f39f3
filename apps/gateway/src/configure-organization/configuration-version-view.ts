import {
  ConfigurationVersionSchema,
  Nullable,
  OrganizationConfigurationSchema,
  PageOf,
} from '@parley/contracts';
import type { ConfigurationVersion as VersionFacts, OrganizationConfiguration } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { ConfigurationVersion } from './configuration-store';

/** A page of versions, each with the configuration that it made and the one it replaced. */
export const ConfigurationVersionsSchema = PageOf(
  Type.Object({
    ...ConfigurationVersionSchema.properties,
    configuration: OrganizationConfigurationSchema,
    previous: Nullable(OrganizationConfigurationSchema),
  }),
);

/** A version as people see it: who, when, old and new (A6). */
export type ConfigurationVersionView = VersionFacts & {
  readonly configuration: OrganizationConfiguration;
  /** Null for the first version. */
  readonly previous: OrganizationConfiguration | null;
};

/** The version as people see it. */
export function configurationVersionView(version: ConfigurationVersion): ConfigurationVersionView {
  return {
    version: version.version,
    changedAt: version.changedAt.toISOString(),
    changedBy: version.changedBy,
    ...(version.restoredFrom === null ? {} : { restoredFrom: version.restoredFrom }),
    configuration: version.configuration,
    previous: version.previous,
  };
}
