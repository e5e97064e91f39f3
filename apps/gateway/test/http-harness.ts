import type { Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MemoryEventLog } from '@parley/event-log';
import type { LogProducer } from '@parley/event-log';
import { CLOCK, KeyRing, configureLogging } from '@parley/platform';
import { fixedClock } from '@parley/testing';
import type { FixedClock } from '@parley/testing';
import { AppModule, OUTER_TOKENS } from '../src/app.module';
import { TokenVerifier } from '../src/access/token-verifier';
import { FASTIFY_OPTIONS } from '../src/http-edge/prepare-http';
import { LOG_PRODUCER } from '../src/log-of-record/log-appender';
import { CONSOLE_SETTINGS } from '../src/serve-console/console-settings';
import { SESSION_SETTINGS } from '../src/sessions/session-settings';
import type { SessionSettings } from '../src/sessions/session-settings';
import { IDENTITY_PROVIDER } from '../src/sign-in/identity-provider';
import { prepareHttp } from '../src/start-gateway';
import { TOPIC_PREFIX } from '../src/tokens';
import { testIssuer } from './people';
import type { TestIssuer } from './people';

/** The HTTP side of the gateway in this process, on the in-memory log; ports that a test does not bring fail when they are used. */
export interface HttpHarness {
  readonly app: NestFastifyApplication;
  readonly inject: NestFastifyApplication['inject'];
  readonly issuer: TestIssuer;
  readonly log: MemoryEventLog;
  readonly clock: FixedClock;
  /** Every route that is served, as `METHOD /path`. */
  readonly routes: readonly string[];
  close(): Promise<void>;
}

export const PREFIX = 'test.';

/** As people reach it over TLS. */
export const TEST_SESSIONS: SessionSettings = {
  publicUrl: 'https://parley.example',
  lifeMs: 12 * 3_600_000,
  idleMs: 3_600_000,
  embeddedLifeMs: 3_600_000,
  platformName: 'Alcmeon',
};

/** Starts the harness with the given ports in place of the missing ones. */
export async function httpHarness(
  ports: readonly Provider[] = [],
  producer?: LogProducer,
): Promise<HttpHarness> {
  configureLogging({ level: 'silent' });
  const issuer = await testIssuer();
  const log = new MemoryEventLog();
  const clock = fixedClock();
  const outer: Provider[] = [
    ...OUTER_TOKENS.map((provide): Provider => ({ provide, useValue: missingPort(String(provide)) })),
    { provide: TokenVerifier, useValue: issuer.verifier },
    { provide: KeyRing, useValue: KeyRing.parse(`k1:${Buffer.alloc(32, 7).toString('base64')}`) },
    { provide: SESSION_SETTINGS, useValue: TEST_SESSIONS },
    { provide: CONSOLE_SETTINGS, useValue: { folder: '/nowhere', embedOrigins: [] } },
    { provide: IDENTITY_PROVIDER, useValue: { issuer: undefined } },
    { provide: CLOCK, useValue: clock },
    { provide: LOG_PRODUCER, useValue: producer ?? log.producer() },
    { provide: TOPIC_PREFIX, useValue: PREFIX },
    ...ports,
  ];
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.httpOnly(outer),
    new FastifyAdapter(FASTIFY_OPTIONS),
    { logger: false },
  );
  const routes: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push(`${one} ${url}`);
    });
  await prepareHttp(app);
  await app.init();
  const close = async (): Promise<void> => {
    await app.close();
    await issuer.remove();
  };
  return { app, inject: app.inject.bind(app), issuer, log, clock, routes, close };
}

/** Thrown by a port that a test did not bring: reaching it proves that nothing before it refused the request. */
export class MissingPortError extends Error {}

function missingPort(name: string): object {
  return new Proxy(
    {},
    {
      get: (_target, member) => {
        // Nest asks every provider for these; a port must look like a plain object to it.
        if (
          typeof member === 'symbol' ||
          member === 'then' ||
          member.startsWith('on') ||
          member.startsWith('before')
        )
          return undefined;
        return () => Promise.reject(new MissingPortError(`${name}.${member}`));
      },
    },
  );
}
