import type { AlertView } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { alertsAbout, Desk, everythingStillHolds, hasTickets, isParked, NOTE, Story } from '../src';

afterAll(everythingStillHolds);

const REFUSAL = {
  kind: 'status',
  status: 422,
  body: JSON.stringify({ error: 'RecordInvalid', description: 'Record validation errors', details: {} }),
  method: 'POST',
  path: '*/tickets',
} as const;

async function fired(desk: Desk, id: string): Promise<Story> {
  const customer = await desk.hasCustomer(`Ada ${id}`);
  const story = new Story(desk, { id });
  await story.tells((it) => it.contactWrites('A secret of mine').advisorReplies('Hi'));
  await story.isAssociatedWith(customer);
  return story;
}

async function alertsAt(desk: Desk): Promise<readonly AlertView[]> {
  const answer = await desk.advisor.ask('GET', `/v1/alerts?organizationId=${desk.organizationId}`);
  return (answer as { readonly items: readonly AlertView[] }).items;
}

const typesAt = async (desk: Desk) => (await alertsAbout(desk)).map(({ type }) => type);

describe('alerts', () => {
  it('X3 says once that tickets park for a reason, however many, and once that none does any more', async () => {
    const desk = await Desk.open({});
    await desk.zendesk.isDisturbedBy({ ...REFUSAL, times: 2 });
    const first = await fired(desk, 'first');
    await isParked(first, 'rejected-by-zendesk');
    await eventually(async () => (await typesAt(desk)).includes('alert.opened'), {
      describe: 'the webhook about the first ticket',
    });
    const second = await fired(desk, 'second');
    await isParked(second, 'rejected-by-zendesk');
    await eventually(async () => (await alertsAt(desk))[0]?.count === 2, {
      describe: 'the alert to count both tickets',
    });
    expect(await typesAt(desk)).toEqual(['alert.opened']);
    await desk.admin.ask('POST', '/v1/parked/retry', {
      body: { filter: { organizationId: desk.organizationId, reason: 'rejected-by-zendesk' } },
    });
    await hasTickets(first, [['A secret of mine', 'Hi', NOTE]]);
    await hasTickets(second, [['A secret of mine', 'Hi', NOTE]]);
    await eventually(async () => (await typesAt(desk)).includes('alert.resolved'), {
      describe: 'the webhook that it is over',
    });
    const messages = await alertsAbout(desk);
    expect(messages.map(({ type }) => type)).toEqual(['alert.opened', 'alert.resolved']);
    expect(messages[0]?.data).toMatchObject({ kind: 'parked', reason: 'rejected-by-zendesk', count: 1 });
    expect(new Set(messages.map(({ data }) => data.alertId)).size).toBe(1);
    expect(JSON.stringify(messages)).not.toMatch(/secret|Ada|conv-/);
    expect(await alertsAt(desk)).toMatchObject([
      {
        state: 'resolved',
        kind: 'parked',
        reason: 'rejected-by-zendesk',
        messages: [
          { channel: 'webhook', news: 'opened', attempts: 1 },
          { channel: 'webhook', news: 'resolved', attempts: 1 },
        ],
      },
    ]);
  });

  it('A2 G5 says that an organization has to be authorised again, and that it is', async () => {
    const desk = await Desk.open({});
    const fresh = await desk.zendesk.newAccessToken();
    const story = await fired(desk, 'story');
    await hasTickets(story, [['A secret of mine', 'Hi', NOTE]]);
    await desk.zendesk.revokes(desk.zendesk.accessToken);
    await story.tells((it) => it.contactWrites('Anybody?'));
    await eventually(async () => (await typesAt(desk)).includes('alert.opened'), {
      describe: 'the webhook about the authorisation',
      timeoutMs: 45_000,
    });
    const [message] = await alertsAbout(desk);
    expect(message?.data).toMatchObject({
      kind: 'authorization-lost',
      reason: 'organization-not-authorised',
    });
    await desk.isAuthorisedWith(fresh);
    await eventually(async () => (await typesAt(desk)).includes('alert.resolved'), {
      describe: 'the webhook that it is authorised',
    });
    expect(await typesAt(desk)).toEqual(['alert.opened', 'alert.resolved']);
  });
});
