import { Controller, Get, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { configureLogging } from '../logging/logger';
import { HealthChecks } from './health-checks';
import { type RunningService, type ServiceConfig, startService } from './start-service';
import { CLOCK, CONFIG, LOGGER } from './tokens';

const config: ServiceConfig = { PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
const happened: string[] = [];

@Controller('greetings')
class GreetingsController implements OnApplicationShutdown {
  constructor(
    @Inject(HealthChecks) private readonly health: HealthChecks,
    @Inject(CONFIG) private readonly settings: ServiceConfig,
    @Inject(CLOCK) private readonly clock: { now(): Date },
    @Inject(LOGGER) private readonly logger: { level: string },
  ) {
    this.health.register('greeter', () => Promise.resolve(ready));
  }

  @Get()
  greet(): unknown {
    return { host: this.settings.HOST, year: this.clock.now().getUTCFullYear(), level: this.logger.level };
  }

  onApplicationShutdown(): void {
    happened.push('module shut down');
  }
}

@Module({ controllers: [GreetingsController] })
class GreetingsModule {}

class RecordingTransport implements CustomTransportStrategy {
  listen(callback: () => void): void {
    happened.push('transport listens');
    callback();
  }
  close(): void {
    happened.push('transport closed');
  }
}

let ready: { ok: boolean; detail?: string };
let service: RunningService;

beforeEach(async () => {
  happened.length = 0;
  ready = { ok: true };
  service = await startService({
    name: 'greeter',
    module: GreetingsModule,
    config,
    transports: () => [new RecordingTransport()],
    clock: { now: () => new Date('2026-11-21T00:00:00Z'), monotonicMs: () => 0 },
    handleSignals: false,
  });
});
afterEach(() => service.stop());
afterAll(() => configureLogging({ level: 'info' }));

describe('startService', () => {
  it('serves the module, which may inject settings, clock, logger and health checks', async () => {
    expect(await get('/greetings')).toEqual({
      status: 200,
      body: { host: '127.0.0.1', year: 2026, level: 'silent' },
    });
    expect(happened).toEqual(['transport listens']);
  });

  it('is alive whatever its checks say, and ready only when all are ok', async () => {
    expect(await get('/health/ready')).toEqual({
      status: 200,
      body: { status: 'ok', checks: { greeter: { ok: true } } },
    });
    ready = { ok: false, detail: 'no voice' };
    expect(await get('/health/ready')).toEqual({
      status: 503,
      body: { status: 'unavailable', checks: { greeter: { ok: false, detail: 'no voice' } } },
    });
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('shows metrics in the Prometheus text format', async () => {
    const response = await fetch(`${service.url}/metrics`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain']);
    await response.text();
  });

  it('closes the transports once and before anything that modules hold', async () => {
    await Promise.all([service.stop(), service.stop()]);
    expect(happened).toEqual(['transport listens', 'transport closed', 'module shut down']);
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('is not ready while it drains', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: CustomTransportStrategy = { listen: (callback) => callback(), close: () => held };
    const draining = await startService({
      name: 'slow',
      module: GreetingsModule,
      config,
      transports: () => [slow],
      handleSignals: false,
    });
    const stopped = draining.stop();
    const response = await fetch(`${draining.url}/health/ready`);
    expect([response.status, await response.json()]).toEqual([503, { status: 'draining' }]);
    release();
    await stopped;
  });

  it('refuses to start on a port that is taken, and says so', async () => {
    const port = Number(new URL(service.url).port);
    const second = startService({
      name: 'second',
      module: GreetingsModule,
      config: { ...config, PORT: port },
      handleSignals: false,
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${service.url}${path}`);
  return { status: response.status, body: await response.json() };
}
