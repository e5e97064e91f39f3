import { aConversation, eventually, startPostgres } from '@parley/testing';
import type { TestPostgres } from '@parley/testing';
import { GatewayHarness } from './gateway-harness';

describe('while Postgres is away', () => {
  let postgres: TestPostgres;
  let gateway: GatewayHarness;
  let token: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    gateway = await GatewayHarness.start({ databaseServer: postgres.url });
    token = (await gateway.publisher({ eventsPerMinute: 1_000 })).token;
    await gateway.publish(token, aConversation('before').contactWrites('x').events());
    await eventually(
      async () => (await gateway.as('advisor', 'GET', '/v1/conversations/before')).status === 200,
    );
    await postgres.kill();
  });
  afterAll(async () => {
    await gateway.stop();
    await postgres.stop();
  });

  it('events of a publisher that is known are still acknowledged: Kafka has them', async () => {
    const answer = await gateway.publish(token, aConversation('meanwhile').contactWrites('x').events());
    expect(answer.status).toBe(202);
  });

  it('people are told so, with 503 and when to come back', async () => {
    const answer = await gateway.as('advisor', 'GET', '/v1/conversations');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'database-unavailable' });
  });

  it('a credential that nobody has seen is not trusted', async () => {
    expect((await gateway.publish('parley_pub_unseen', [])).status).toBe(503);
  });

  it('the replica is not ready, but lives', async () => {
    expect((await fetch(`${gateway.service.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${gateway.service.url}/health/live`)).status).toBe(200);
  });

  it('and when it is back, the read model catches up by itself', async () => {
    await postgres.restart();
    await eventually(
      async () => (await gateway.as('advisor', 'GET', '/v1/conversations/meanwhile')).status === 200,
      { timeoutMs: 40_000 },
    );
    await eventually(async () => (await fetch(`${gateway.service.url}/health/ready`)).status === 200);
  });
});
