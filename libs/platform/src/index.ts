export { type Clock, systemClock } from './clock';
export { ParleyError } from './parleyError';
export {
  commaList,
  databaseSettings,
  encryptionSettings,
  httpSettings,
  kafkaSettings,
  platformNameSettings,
  zendeskSettings,
} from './config/commonSettings';
export {
  ConfigError,
  type ConfigFault,
  type Environment,
  maskedSummary,
  readConfig,
} from './config/readConfig';
export type { SessionTimeouts } from './database/connectionSettings';
export { Database, type DatabaseOptions, type MigrationClass } from './database/database';
export { codeOf, DatabaseClosedError, isDatabaseUnavailable } from './database/databaseErrors';
export type { NotifyHandler, Subscription } from './database/listen';
export type { Transaction } from './database/transaction';
export { HealthChecks, type HealthReport, type HealthResult } from './http/healthChecks';
export {
  type RunningService,
  type ServiceConfig,
  type ServiceOptions,
  startService,
} from './http/startService';
export { CLOCK, CONFIG, LOGGER } from './http/tokens';
export { configureLogging, createLogger, type Logger, type LogLevel } from './logging/logger';
export { runProcess } from './process/runProcess';
export { KeyRing, KeyRingError, SealBrokenError } from './security/keyRing';
export { ATTRIBUTE, METRIC, SCOPE, SPAN } from './telemetry/telemetryNames';
export { stopTelemetry } from './telemetry/shutdown';
export { currentTraceparent, meter, runInSpan, type SpanOptions, tracer } from './telemetry/tracing';
