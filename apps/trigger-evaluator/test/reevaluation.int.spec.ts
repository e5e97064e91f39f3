import { OutboxPublisher, shareConfiguration } from '@parley/event-log';
import { configureLogging } from '@parley/platform';
import { aConversation, aDirectory, eventually } from '@parley/testing';
import { CONFIGURATION_LOCK } from '../src/follow-configuration/configuration-lock';
import { PostgresConfigurationStore } from '../src/persistence/postgres-configuration-store';
import { PostgresReevaluationQueue } from '../src/persistence/postgres-reevaluation-queue';
import { PostgresStateStore } from '../src/persistence/postgres-state-store';
import { lookAgain } from '../src/reevaluate/look-again';
import { DirectEvaluator, Gate } from './direct-evaluator';
import { ACCOUNT, aDocument, EMAIL_KEY, LINKED, ORGANIZATION, TEAM } from './documents';

configureLogging({ level: 'silent' });

const EMAIL = { [EMAIL_KEY]: 'ada@example.com' };
const OFF = [{ ...LINKED, enabled: false }];

function routed(id: string, contact = `contact-${id}`) {
  return aConversation(id).of({ id: contact, fields: EMAIL }).contactWrites('Hello').isRoutedTo(TEAM);
}

describe('opening held conversations', () => {
  let direct: DirectEvaluator;
  beforeEach(async () => {
    direct = await DirectEvaluator.open();
    await direct.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
    await direct.configure(aDocument(1, { accounts: OFF }));
  });
  afterEach(() => direct.close());

  const hold = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, (_, index) => `conv-${String(index).padStart(3, '0')}`);
    await direct.fold(ids.flatMap((id) => routed(id).events()));
    return ids;
  };

  it('T11 goes through them in pages, each in a transaction of its own, and resumes where it stopped', async () => {
    const ids = await hold(25);
    await direct.configure(aDocument(2));
    const outbox = new OutboxPublisher({ database: direct.database, producer: direct.log.producer() });
    const queue = new PostgresReevaluationQueue(direct.database);
    const again = {
      database: direct.database,
      outbox,
      states: new PostgresStateStore(),
      configuration: new PostgresConfigurationStore(),
      queue,
      prefix: 'parley.',
      pageSize: 10,
    };
    expect(await lookAgain(again)).toBe(true);
    const told = async () => (await direct.told()).targets().map(({ conversationId }) => conversationId);
    expect(await told()).toEqual(ids.slice(0, 10));
    const broken = {
      hasRoom: () => Promise.resolve(true),
      publish: () => undefined,
      store: () => Promise.reject(new Error('killed here')),
    };
    await expect(lookAgain({ ...again, outbox: broken })).rejects.toThrow('killed here');
    expect(await direct.database.query('select reached from reevaluation')).toEqual([{ reached: ids[9] }]);
    await direct.evaluator.start();
    await eventually(async () => (await queue.waiting()) === 0);
    expect(await told()).toEqual(ids);
    await outbox.close();
  });

  it('lets live events of other conversations by while a page is being looked at', async () => {
    await hold(25);
    await direct.configure(aDocument(2));
    const queue = new PostgresReevaluationQueue(direct.database);
    const gate = new Gate();
    const page = direct.database.transaction(async (tx) => {
      await shareConfiguration(tx, CONFIGURATION_LOCK);
      const taken = await queue.take(tx);
      if (taken === undefined) throw new Error('nothing to look at again');
      const locked = await queue.page(tx, taken, 10);
      await gate.pass();
      return locked.map(({ id }) => id);
    });
    await gate.reached;
    expect(await direct.fold(routed('live').events())).toMatchObject({ kind: 'stored' });
    expect((await direct.told()).targets('live')).toHaveLength(1);
    const touched = direct.fold([routed('conv-000').isTagged('vip').last()]);
    await direct.someoneWaits();
    gate.open();
    expect(await page).toHaveLength(10);
    expect(await touched).toMatchObject({ kind: 'stored' });
  });

  it('misses no wake-up when a batch under the old configuration is still open at the change', async () => {
    const gate = new Gate();
    const event = { event: routed('racer').last(), position: { epoch: 0, partition: 0, offset: 1 } };
    const record = { topic: 't', partition: 0, offset: 1, timestamp: 0, key: null, value: null, headers: {} };
    const batch = direct.database.transaction(async (tx) => {
      await shareConfiguration(tx, CONFIGURATION_LOCK);
      await direct.evaluator.foldEvents.work(tx, [{ ...event, record }]);
      await gate.pass();
    });
    await gate.reached;
    const change = direct.configure(aDocument(2));
    await direct.someoneWaits();
    gate.open();
    await batch;
    expect(await change).toMatchObject({ kind: 'stored' });
    await direct.evaluator.start();
    await eventually(async () => (await direct.told()).targets('racer').length === 1);
  });

  it('lets a batch that comes during the change see the new configuration', async () => {
    const gate = new Gate();
    const change = direct.database.transaction(async (tx) => {
      const document = { event: aDocument(2), position: { epoch: 0, partition: 0, offset: 9 } };
      const record = {
        topic: 't',
        partition: 0,
        offset: 9,
        timestamp: 0,
        key: null,
        value: null,
        headers: {},
      };
      await direct.evaluator.followConfiguration.work(tx, [{ ...document, record }]);
      await gate.pass();
    });
    await gate.reached;
    const batch = direct.fold(routed('racer').events());
    await direct.someoneWaits();
    gate.open();
    await change;
    expect(await batch).toMatchObject({ kind: 'stored' });
    expect((await direct.told()).targets('racer')).toHaveLength(1);
  });

  it('keeps a later request for an account while an earlier one is at work', async () => {
    await hold(15);
    await direct.configure(aDocument(2));
    await direct.configure(aDocument(3, { accounts: OFF }));
    await direct.configure(aDocument(4));
    expect(await direct.waiting()).toBe(1);
    await direct.evaluator.start();
    await eventually(async () => (await direct.waiting()) === 0);
    expect((await direct.told()).targets()).toHaveLength(15);
  });

  it('takes turns, so that a small account does not wait for a large one', async () => {
    await hold(30);
    await direct.learn(aDirectory().withAccount('acc-small', 'whatsapp').events());
    await direct.fold(
      aConversation('small').on('acc-small').of({ id: 'contact-s', fields: EMAIL }).isRoutedTo(TEAM).events(),
    );
    const small = { ...LINKED, accountId: 'acc-small' };
    await direct.configure(aDocument(2, { accounts: [LINKED, small] }));
    const queue = new PostgresReevaluationQueue(direct.database);
    const order: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await direct.database.transaction(async (tx) => {
        const taken = await queue.take(tx);
        if (taken === undefined) throw new Error('nothing to look at again');
        order.push(taken.subject);
        await queue.advance(tx, taken, 'x');
      });
    }
    expect(order).toEqual([ACCOUNT, 'acc-small', ACCOUNT]);
  });

  it('gives two workers different re-evaluations', async () => {
    await direct.learn(aDirectory().withAccount('acc-2', 'whatsapp').events());
    await direct.configure(aDocument(2, { accounts: [LINKED, { ...LINKED, accountId: 'acc-2' }] }));
    const queue = new PostgresReevaluationQueue(direct.database);
    const gate = new Gate();
    const first = direct.database.transaction(async (tx) => {
      const taken = await queue.take(tx);
      await gate.pass();
      return taken?.subject;
    });
    await gate.reached;
    const second = await direct.database.transaction(async (tx) => (await queue.take(tx))?.subject);
    gate.open();
    expect([await first, second].sort()).toEqual(['acc-2', ACCOUNT].sort());
  });

  it('tries a batch again that began a conversation at the same moment as another contact elsewhere', async () => {
    await direct.configure(aDocument(2));
    const gate = new Gate();
    const event = {
      event: routed('both', 'contact-1').last(),
      position: { epoch: 0, partition: 1, offset: 1 },
    };
    const record = { topic: 't', partition: 1, offset: 1, timestamp: 0, key: null, value: null, headers: {} };
    const elsewhere = direct.database.transaction(async (tx) => {
      await direct.evaluator.foldEvents.work(tx, [{ ...event, record }]);
      await gate.pass();
    });
    await gate.reached;
    const batch = direct.fold(routed('both', 'contact-2').events());
    await direct.someoneWaits();
    gate.open();
    await elsewhere;
    expect(await batch).toMatchObject({ kind: 'pause', reason: 'database-conflict' });
    expect(await direct.database.query('select contact_id from conversation')).toEqual([
      { contact_id: 'contact-1' },
    ]);
  });

  it('T3 costs a contact’s other conversations nothing when an event moves no trigger', async () => {
    await direct.configure(aDocument(2));
    const ids = Array.from({ length: 300 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
    for (const id of ids)
      await direct.fold(aConversation(id).of('contact-many').contactWrites('Hello').events());
    const states = async () =>
      (
        await direct.database.query<{ place: string }>(
          'select ctid::text as place from conversation order by id',
        )
      ).map(({ place }) => place);
    const before = await states();
    await direct.fold([
      aConversation('many-000').of('contact-many').contactWrites('Hello').advisorReplies('Hi').last(),
    ]);
    const after = await states();
    expect(after.filter((place, index) => place !== before[index])).toHaveLength(1);
    await direct.fold([
      aConversation('assoc').of('contact-many').contactIsAssociated(ORGANIZATION, 9001).last(),
    ]);
    expect((await direct.told()).targets()).toHaveLength(1);
  }, 120_000);
});
