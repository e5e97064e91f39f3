import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

/** A structured logger: JSON lines with `trace_id` and `span_id` of the active span. */
export type Logger = PinoLogger;

/** Levels from most to least talkative. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

const settings: { service: string | undefined; level: LogLevel; destination: DestinationStream | undefined } =
  {
    service: undefined,
    level: 'info',
    destination: undefined,
  };
const made = new Set<Logger>();

/**
 * Sets the process's level and service name, for loggers made before and after; `startService` calls it.
 * A destination holds for loggers made afterwards.
 */
export function configureLogging(options: {
  readonly service?: string;
  readonly level?: LogLevel;
  readonly destination?: DestinationStream;
}): void {
  settings.service = options.service ?? settings.service;
  settings.level = options.level ?? settings.level;
  settings.destination = options.destination ?? settings.destination;
  for (const logger of made) logger.level = settings.level;
}

/** A logger of one component, made once when its file loads. Texts of messages and names of people never go into info logs. */
export function createLogger(name: string): Logger {
  const options = {
    level: settings.level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => ({
      ...(settings.service === undefined ? {} : { service: settings.service }),
      ...activeTrace(),
    }),
  };
  const logger = settings.destination === undefined ? pino(options) : pino(options, settings.destination);
  made.add(logger);
  return logger;
}

function activeTrace(): { trace_id?: string; span_id?: string } {
  const spanContext = trace.getActiveSpan()?.spanContext();
  return spanContext === undefined ? {} : { trace_id: spanContext.traceId, span_id: spanContext.spanId };
}

/** Drivers put statements, rows and parameters on their errors; those may be people's names and texts, so only this much is logged. */
function describeError(error: unknown): unknown {
  if (!Error.isError(error)) return error;
  return {
    type: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause === undefined || error.cause === error ? {} : { cause: describeError(error.cause) }),
  };
}
