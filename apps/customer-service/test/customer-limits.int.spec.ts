import { eventually } from '@parley/testing';
import { CustomerStage } from './customer-stage';

// A stage of its own: the kind of call that Zendesk refused has a learned limit from then on.
describe('customer-service under the limits of Zendesk', () => {
  let stage: CustomerStage;

  beforeAll(async () => {
    stage = await CustomerStage.open();
    await stage.sandbox.call('PUT', '/sandbox/limits', { plan: 'unlimited' });
    await stage.connect();
    await stage.startReplica();
  });
  afterAll(() => stage.close());

  const answers = (key: string) =>
    eventually(() => stage.about(key).length > 0 && stage.about(key), { describe: `an answer about ${key}` });

  it('C3, K15: a 429 on the making of users delays nobody who is only looked up', async () => {
    const made = { user: { name: 'Ola', email: 'ola@b.example' } };
    const { user } = await stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', made);
    await stage.sandbox.call('POST', '/sandbox/faults', {
      kind: 'rate-limit',
      method: 'POST',
      path: '/api/v2/users',
      times: 1,
      retryAfterSeconds: 8,
    });
    await stage.request({ key: 'email:pia@b.example', kind: 'email', email: 'pia@b.example', name: 'pia' }, [
      'contact-61',
    ]);
    await eventually(
      async () =>
        (
          await stage.customer.query(
            `SELECT 1 FROM requester WHERE name = 'pia' AND waiting_for = 'route:POST /api/v2/users'`,
          )
        ).length === 1,
      { describe: 'the 429' },
    );
    await stage.request({ key: `user:${user.id}`, kind: 'linked', zendeskUserId: user.id }, ['contact-62']);
    await answers(`user:${user.id}`);
    expect(stage.about('email:pia@b.example')).toEqual([]);
    await answers('email:pia@b.example');
    expect((await stage.endUsers()).filter(({ email }) => email === 'pia@b.example')).toHaveLength(1);
  });
});
