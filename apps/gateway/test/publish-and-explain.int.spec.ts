import { aConversation, aDirectory, eventually } from '@parley/testing';
import { GatewayHarness } from './gateway-harness';

describe('events published over HTTP', () => {
  let gateway: GatewayHarness;
  let token: string;
  beforeAll(async () => {
    gateway = await GatewayHarness.start();
    token = (await gateway.publisher()).token;
  });
  afterAll(() => gateway.stop());

  it('X4: are accepted at once and applied soon after', async () => {
    const story = aConversation('conv-1').contactWrites('Hello').advisorReplies('Hi');
    const answer = await gateway.publish(token, story.events());
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 2, rejected: [] });
    const { source, id } = story.lastRef();
    const path = `/v1/events/status?source=${encodeURIComponent(source)}&id=${encodeURIComponent(id)}`;
    const first = await gateway.as('operator', 'GET', path);
    expect(first.status).toBe(200);
    await eventually(async () => {
      expect(await (await gateway.as('operator', 'GET', path)).json()).toMatchObject({
        state: 'applied',
        conversation: 'conv-1',
      });
      return true;
    });
  });

  it('X2: appear in the timeline of their conversation', async () => {
    await eventually(async () => {
      const answer = await gateway.as('advisor', 'GET', '/v1/conversations/conv-1');
      expect(answer.status).toBe(200);
      const body = (await answer.json()) as { timeline: unknown[] };
      expect(body).toMatchObject({
        id: 'conv-1',
        state: 'held',
        reason: null,
        accountId: 'acc-whatsapp-1',
        contactId: 'contact-1',
      });
      expect(body.timeline).toHaveLength(2);
      return true;
    });
  });

  it('X2: show nobody, whatever the role, a word, a name, an address or a handle of the contact', async () => {
    const [event] = aConversation('conv-2').contactWrites('My secret is safe').events();
    const personal = {
      name: 'Ada Lovelace',
      handle: '@ada',
      avatarUrl: 'https://platform.example/ada.png',
      fields: { mail: 'ada@example.com' },
    };
    const contact = { ...event!.data.contact, ...personal };
    await gateway.publish(token, [{ ...event!, data: { ...event!.data, contact } }]);
    await eventually(async () => (await gateway.as('advisor', 'GET', '/v1/conversations/conv-2')).ok);
    for (const role of ['administrator', 'advisor', 'operator']) {
      for (const path of [
        '/v1/conversations/conv-2',
        '/v1/conversations?contactId=contact-1',
        '/v1/parked',
      ]) {
        const text = await (await gateway.as(role, 'GET', path)).text();
        expect(text).not.toMatch(/secret|lovelace|@|ada\.png/i);
      }
    }
  });

  it('fill the directory', async () => {
    await gateway.publish(
      token,
      aDirectory().withAccount('acc-1', 'whatsapp').withTeam('team-1').withField('email').events(),
    );
    await eventually(async () => {
      expect(await (await gateway.as('advisor', 'GET', '/v1/directory/teams')).json()).toMatchObject({
        items: [{ id: 'team-1' }],
      });
      return true;
    });
  });
});
