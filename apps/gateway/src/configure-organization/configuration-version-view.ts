import type { ConfigurationVersionDetail } from '@parley/contracts';
import type { ConfigurationVersion } from './configuration-store';

/** The version as people see it: who, when, old and new (A6). */
export function configurationVersionView(version: ConfigurationVersion): ConfigurationVersionDetail {
  return {
    version: version.version,
    changedAt: version.changedAt.toISOString(),
    changedBy: version.changedBy,
    ...(version.restoredFrom === null ? {} : { restoredFrom: version.restoredFrom }),
    configuration: version.configuration,
    previous: version.previous,
  };
}
