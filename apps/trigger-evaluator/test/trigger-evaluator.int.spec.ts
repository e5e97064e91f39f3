import { configureLogging } from '@parley/platform';
import { aConversation, aDirectory, eventually } from '@parley/testing';
import { ACCOUNT, aDocument, BOTH_MODES, EMAIL_KEY, LINKED, ORGANIZATION, TEAM } from './documents';
import { RunningEvaluator } from './running-evaluator';

configureLogging({ level: 'silent' });

const EMAIL = { [EMAIL_KEY]: 'ada@example.com' };
let evaluator: RunningEvaluator;

/** Waits until a conversation's tickets are as told. */
async function expectTargets(conversationId: string, expected: readonly object[]): Promise<void> {
  await eventually(() => {
    expect(evaluator.told.targets(conversationId)).toMatchObject(expected);
    return true;
  });
}

async function expectReasons(conversationId: string, expected: readonly string[]): Promise<void> {
  await eventually(() => {
    expect(evaluator.told.knows(conversationId)).toBe(true);
    expect(evaluator.told.reasons(conversationId)).toEqual(expected);
    return true;
  });
}

async function stateOf(conversationId: string): Promise<string | undefined> {
  const rows = await evaluator.database.query<{ state: string }>(
    'select state from conversation where id = $1',
    [conversationId],
  );
  return rows[0]?.state;
}

describe('the trigger-evaluator on Kafka and Postgres', () => {
  beforeAll(async () => {
    evaluator = await RunningEvaluator.prepare({ EVALUATOR_PAGE_SIZE: '20' });
    await evaluator.learn(
      aDirectory().withAccount(ACCOUNT, 'whatsapp').withTeam(TEAM).withField(EMAIL_KEY).events(),
    );
    await evaluator.configure(aDocument(1));
    await evaluator.start();
    await evaluator.configured(2);
  });
  afterAll(() => evaluator.stop());

  it('T1 fires at the reply when the association came first', async () => {
    const story = aConversation('a-1')
      .of('contact-a1')
      .contactIsAssociated(ORGANIZATION, 9001)
      .contactWrites('Hello');
    await evaluator.publish(story.events());
    await expectReasons('a-1', ['no-human-reply', 'not-routed']);
    await evaluator.publish([story.advisorReplies('Hi').last()]);
    await expectTargets('a-1', [{ mode: 'A', requester: 'user:9001' }]);
    await expectReasons('a-1', []);
  });

  it('T1 fires at the association when the reply came first', async () => {
    const story = aConversation('a-2').of('contact-a2').contactWrites('Hello').advisorReplies('Hi');
    await evaluator.publish(story.events());
    await expectReasons('a-2', ['not-associated', 'not-routed']);
    await evaluator.publish([story.contactIsAssociated(ORGANIZATION, 9002).last()]);
    await expectTargets('a-2', [{ mode: 'A', requester: 'user:9002' }]);
  });

  it('T3 fires for earlier conversations of the contact, closed ones too', async () => {
    const closed = aConversation('r-1')
      .of('contact-r')
      .contactWrites('Hello')
      .advisorReplies('Hi')
      .isClosed();
    const open = aConversation('r-2').of('contact-r').contactWrites('Hello again').advisorReplies('Hi again');
    const bots = aConversation('r-3').of('contact-r').contactWrites('Anyone?').botReplies();
    await evaluator.publish([...closed.events(), ...open.events(), ...bots.events()]);
    await evaluator.settled();
    await evaluator.publish([
      aConversation('r-4').of('contact-r').contactIsAssociated(ORGANIZATION, 9003).last(),
    ]);
    await expectTargets('r-1', [{ requester: 'user:9003' }]);
    await expectTargets('r-2', [{ requester: 'user:9003' }]);
    await expectReasons('r-3', ['no-human-reply', 'not-routed']);
    expect(evaluator.told.targets('r-3')).toEqual([]);
  });

  it('T4 T5 fires in Mode B, the field before the routing or after it', async () => {
    const before = aConversation('b-1')
      .of({ id: 'contact-b1', fields: EMAIL })
      .contactWrites('Hello')
      .isRoutedTo(TEAM);
    await evaluator.publish(before.events());
    await expectTargets('b-1', [{ mode: 'B', requester: 'email:ada@example.com' }]);
    const after = aConversation('b-2').of('contact-b2').contactWrites('Hello').isRoutedTo(TEAM);
    await evaluator.publish(after.events());
    await expectReasons('b-2', ['not-associated', 'email-missing']);
    await evaluator.publish([after.fieldsBecome(EMAIL).last()]);
    await expectTargets('b-2', [{ mode: 'B', requester: 'email:ada@example.com' }]);
  });

  it('T12 takes an event that comes again, however late, for nothing', async () => {
    const story = aConversation('d-1')
      .of({ id: 'contact-d', fields: EMAIL })
      .contactWrites('Hello')
      .isRoutedTo(TEAM);
    await evaluator.publish(story.events());
    await expectTargets('d-1', [{ mode: 'B' }]);
    await evaluator.settled();
    const before = await stateOf('d-1');
    await evaluator.publish([...story.events(), ...story.events()]);
    await evaluator.settled();
    expect(await stateOf('d-1')).toBe(before);
    const [target] = evaluator.told.targets('d-1');
    await evaluator.publish([story.contactWrites('One more').last()]);
    await eventually(() => (evaluator.told.targets('d-1')[0]?.through ?? 0) > (target?.through ?? 0));
    expect(evaluator.told.targets('d-1')).toMatchObject([{ firedAt: target?.firedAt }]);
  });

  it('refuses an event that names another contact: dead letter, and the conversation goes on', async () => {
    const story = aConversation('m-1').of('contact-m1').contactWrites('Hello');
    await evaluator.publish(story.events());
    await expectReasons('m-1', ['not-associated', 'not-routed']);
    const before = evaluator.deadLetters.length;
    await evaluator.publish([
      { ...aConversation('m-1').of('contact-m2').contactWrites('Mine').last(), id: 'm-1-stolen' },
    ]);
    await eventually(() => evaluator.deadLetters.length > before);
    expect(evaluator.deadLetters.at(-1)?.headers['dead-letter-code']?.toString()).toBe('conversation-moved');
    const rows = await evaluator.database.query(`select contact_id from conversation where id = 'm-1'`);
    expect(rows).toEqual([{ contact_id: 'contact-m1' }]);
  });

  it('T11 opens a hundred held conversations in pages when the account is turned on, while live events go on', async () => {
    const held = Array.from({ length: 100 }, (_, index) =>
      aConversation(`h-${index}`)
        .on('acc-held')
        .of({ id: `contact-h${index}`, fields: EMAIL }),
    );
    await evaluator.learn(aDirectory().withAccount('acc-held', 'whatsapp').events());
    const off = { accountId: 'acc-held', enabled: false, directApiContract: false };
    await evaluator.configure(aDocument(2, { accounts: [LINKED, off] }));
    await evaluator.publish(held.flatMap((story) => story.contactWrites('Hello').isRoutedTo(TEAM).events()));
    await expectReasons('h-99', ['account-disabled']);
    await evaluator.settled();
    await evaluator.configure(aDocument(3, { accounts: [LINKED, { ...off, enabled: true }] }));
    const live = aConversation('live').of({ id: 'contact-live', fields: EMAIL }).isRoutedTo(TEAM);
    await evaluator.publish(live.contactWrites('Now').events());
    await expectTargets('live', [{ mode: 'B' }]);
    for (const index of held.keys()) await expectTargets(`h-${index}`, [{ mode: 'B' }]);
    await eventually(async () => (await evaluator.database.query('select 1 from reevaluation')).length === 0);
  });

  it('goes on where it stopped, in the middle of everything', async () => {
    const stories = Array.from({ length: 60 }, (_, index) =>
      aConversation(`s-${index}`).of({ id: `contact-s${index}`, fields: EMAIL }),
    );
    const [first, second] = [stories.slice(0, 30), stories.slice(30)];
    await evaluator.publish(first.flatMap((story) => story.contactWrites('Hello').isRoutedTo(TEAM).events()));
    await evaluator.stopServices();
    await evaluator.publish(
      second.flatMap((story) => story.contactWrites('Hello').isRoutedTo(TEAM).events()),
    );
    await evaluator.configure(
      aDocument(4, {
        configuration: { ...BOTH_MODES, missingEmail: 'create-without-email' },
        accounts: [LINKED],
      }),
    );
    await evaluator.start();
    for (const index of stories.keys()) await expectTargets(`s-${index}`, [{ mode: 'B' }]);
    const nobody = aConversation('s-nobody').of('contact-nobody').isRoutedTo(TEAM);
    await evaluator.publish(nobody.events());
    await expectTargets('s-nobody', [{ requester: 'nameless:contact-nobody' }]);
  });

  it('is ready, and shows what it measures', async () => {
    const url = await evaluator.start();
    await eventually(async () => (await fetch(`${url}/health/ready`)).status === 200);
    const report: unknown = await (await fetch(`${url}/health/ready`)).json();
    expect(report).toMatchObject({
      checks: { kafka: { ok: true }, postgres: { ok: true }, reevaluation: { ok: true } },
    });
  });
});
