import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy, MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import { type Clock, systemClock } from '../clock';
import { configureLogging, createLogger, type Logger, type LogLevel } from '../logging/logger';
import { nestLogger } from '../logging/nest-logger';
import { stopTelemetry } from '../telemetry/shutdown';
import { HealthChecks } from './health-checks';
import { addOperationsRoutes } from './operations-routes';
import { CLOCK, CONFIG, LOGGER } from './tokens';

/** The settings that every service has; see `httpSettings`. */
export interface ServiceConfig {
  readonly PORT: number;
  readonly HOST: string;
  readonly LOG_LEVEL: LogLevel;
}

export interface ServiceOptions<C extends ServiceConfig> {
  /** Name of the service in logs. */
  readonly name: string;
  readonly module: Type<unknown> | DynamicModule;
  readonly config: C;
  /** Kafka (or other) transports that drive the module's handlers; asked for once the module is made. `close` ends each first. */
  readonly transports?: (app: NestFastifyApplication) => readonly CustomTransportStrategy[];
  /** Fastify's own options (body limits and the like). */
  readonly fastify?: FastifyServerOptions;
  /** Adds content-type parsers, hooks, plugins or filters before the first request. */
  readonly prepare?: (app: NestFastifyApplication) => Promise<void> | void;
  readonly clock?: Clock;
  /** False (tests) leaves signals alone. Default true: SIGTERM and SIGINT drain and exit. */
  readonly handleSignals?: boolean;
}

/** A service that listens. */
export interface RunningService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>`; the port is the real one when PORT was 0. */
  readonly url: string;
  /** Drains: not ready, transports closed first, then HTTP, then what the modules hold. The same promise for every caller. */
  stop(): Promise<void>;
}

/** Longest drain before the process ends regardless, in milliseconds; shorter than Kubernetes' default grace period of 30 s. */
const DRAIN_LIMIT_MS = 25_000;

/**
 * Starts a service: Nest on Fastify with health, metrics and JSON logs, and the given transports.
 * Modules may inject `HealthChecks`, `LOGGER`, `CONFIG` and `CLOCK`.
 */
export async function startService<C extends ServiceConfig>(
  options: ServiceOptions<C>,
): Promise<RunningService> {
  const { config, name } = options;
  configureLogging({ service: name, level: config.LOG_LEVEL });
  const logger = createLogger(name);
  const health = new HealthChecks();
  let draining = false;

  const app = await NestFactory.create<NestFastifyApplication>(
    hostModule(options, health, logger),
    new FastifyAdapter({ forceCloseConnections: 'idle', ...options.fastify }),
    { logger: nestLogger(logger), abortOnError: false },
  );
  addOperationsRoutes(app.getHttpAdapter().getInstance(), health, () => draining);
  await options.prepare?.(app);
  const transports = (options.transports?.(app) ?? []).map(closedOnce);
  for (const strategy of transports)
    app.connectMicroservice<MicroserviceOptions>({ strategy }, { inheritAppConfig: true });
  await app.listen(config.PORT, config.HOST);
  await app.startAllMicroservices();

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    draining = true;
    stopped ??= drain(app, transports);
    return stopped;
  };
  if (options.handleSignals ?? true) drainOnSignals(stop, logger);
  const url = `http://127.0.0.1:${portOf(app)}`;
  logger.info({ url }, `${name} is up`);
  return { app, url, stop };
}

function hostModule<C extends ServiceConfig>(
  options: ServiceOptions<C>,
  health: HealthChecks,
  logger: Logger,
): DynamicModule {
  const providers = [
    { provide: HealthChecks, useValue: health },
    { provide: LOGGER, useValue: logger },
    { provide: CONFIG, useValue: options.config },
    { provide: CLOCK, useValue: options.clock ?? systemClock },
  ];
  return {
    module: HostModule,
    imports: [
      { module: PlatformModule, global: true, providers, exports: providers.map(({ provide }) => provide) },
      options.module,
    ],
  };
}

class HostModule {}
class PlatformModule {}

async function drain(
  app: NestFastifyApplication,
  transports: readonly CustomTransportStrategy[],
): Promise<void> {
  await Promise.all(
    transports.map(async (transport) => {
      await transport.close();
    }),
  );
  await app.close();
  await stopTelemetry();
}

/** Nest closes a transport again when the application closes; strategies need not be prepared for a second call. */
function closedOnce(strategy: CustomTransportStrategy): CustomTransportStrategy {
  const close = strategy.close.bind(strategy);
  let closing: Promise<void> | undefined;
  strategy.close = () => (closing ??= Promise.resolve(close()));
  return strategy;
}

function drainOnSignals(stop: () => Promise<void>, logger: Logger): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'draining');
    const limit = setTimeout(() => {
      logger.error('the drain took too long');
      process.exit(1);
    }, DRAIN_LIMIT_MS);
    limit.unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the drain failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
}

function portOf(app: NestFastifyApplication): number {
  const address: unknown = app.getHttpServer().address();
  if (
    typeof address === 'object' &&
    address !== null &&
    'port' in address &&
    typeof address.port === 'number'
  )
    return address.port;
  throw new Error('The HTTP server has no port');
}
