export { type Clock, systemClock } from './clock';
export { ParleyError } from './parley-error';
export {
  commaList,
  databaseSettings,
  encryptionSettings,
  httpSettings,
  kafkaSettings,
  LOG_AND_DATABASE_SETTINGS,
  platformNameSettings,
  serviceSettings,
  zendeskSettings,
} from './config/common-settings';
export {
  ConfigError,
  type ConfigFault,
  type Environment,
  maskedSummary,
  readConfig,
} from './config/read-config';
export type { SessionTimeouts } from './database/connection-settings';
export { Database, type DatabaseOptions, type MigrationClass } from './database/database';
export { codeOf, DatabaseClosedError, isDatabaseUnavailable } from './database/database-errors';
export type { NotifyHandler, Subscription } from './database/listen';
export type { Transaction } from './database/transaction';
export { HealthChecks, type HealthReport, type HealthResult } from './http/health-checks';
export {
  type RunningService,
  type ServiceConfig,
  type ServiceOptions,
  startService,
} from './http/start-service';
export { CLOCK, CONFIG, LOGGER } from './http/tokens';
export { configureLogging, createLogger, type Logger, type LogLevel } from './logging/logger';
export { Repeating } from './process/repeating';
export { runProcess } from './process/run-process';
export { FetchGuard, type GuardedUrl } from './security/fetch-guard';
export { KeyRing, KeyRingError, SealBrokenError } from './security/key-ring';
export { isPublicAddress, publicOnlyLookup, type ResolveAll } from './security/public-address';
export { ATTRIBUTE, METRIC, SCOPE, SPAN } from './telemetry/telemetry-names';
export { stopTelemetry } from './telemetry/shutdown';
export {
  currentTraceparent,
  meter,
  runInSpan,
  type SpanOptions,
  tracer,
  withoutTracing,
} from './telemetry/tracing';
