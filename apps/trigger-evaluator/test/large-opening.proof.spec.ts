import { OutboxPublisher } from '@parley/event-log';
import { configureLogging } from '@parley/platform';
import { aConversation, aDirectory } from '@parley/testing';
import { PostgresConfigurationStore } from '../src/persistence/postgres-configuration-store';
import { PostgresReevaluationQueue } from '../src/persistence/postgres-reevaluation-queue';
import { PostgresStateStore } from '../src/persistence/postgres-state-store';
import { lookAgain } from '../src/reevaluate/look-again';
import { DirectEvaluator } from './direct-evaluator';
import { ACCOUNT, aDocument, EMAIL_KEY, LINKED, TEAM } from './documents';

configureLogging({ level: 'silent' });

const HELD = 100_000;
/** Half of them were closed upstream, a quarter before the date. */
const SINCE = '2026-11-21T09:00:03.000Z';
const OPENED_AT = '2026-11-21T10:00:00.000Z';
const PAGE = 500;
const EMAIL = { [EMAIL_KEY]: 'ada@example.com' };

function routed(id: string) {
  return aConversation(id)
    .of({ id: `contact-${id}`, fields: EMAIL })
    .contactWrites('Hello')
    .isRoutedTo(TEAM);
}

describe('opening an account with many held conversations', () => {
  let direct: DirectEvaluator;
  beforeAll(async () => {
    direct = await DirectEvaluator.open(PAGE);
    await direct.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
    await direct.configure(aDocument(1, { accounts: [{ ...LINKED, enabled: false }] }));
    // One conversation of each sort goes the way of all; the others are copies of what is then remembered of it.
    await direct.fold([
      ...routed('seed-0').events(),
      ...routed('seed-1').events(),
      ...routed('seed-2').isClosed().events(),
      ...routed('seed-3').noteIsAdded('later').isClosed().events(),
    ]);
    const bounds = [HELD - 1];
    await direct.database.query(
      `insert into contact (id, state) select 'contact-held-' || lpad(n::text, 6, '0'), c.state
       from generate_series(0, $1::integer) as n join contact c on c.id = 'contact-seed-' || n % 4`,
      bounds,
    );
    await direct.database.query(
      `insert into conversation (id, contact_id, account_id, state)
       select 'held-' || lpad(n::text, 6, '0'), 'contact-held-' || lpad(n::text, 6, '0'), c.account_id, c.state
       from generate_series(0, $1::integer) as n join conversation c on c.id = 'seed-' || n % 4`,
      bounds,
    );
    await direct.database.query('delete from conversation where id like $1', ['seed-%']);
  }, 300_000);
  afterAll(() => direct.close());

  it('T11 goes page by page, each live event of the partition decided between two pages, and fires each once', async () => {
    const accounts = [{ ...LINKED, includeClosedSince: SINCE }];
    await direct.configure(aDocument(2, { accounts, changedAt: OPENED_AT }));
    const outbox = new OutboxPublisher({ database: direct.database, producer: direct.log.producer() });
    const page = () =>
      lookAgain({
        database: direct.database,
        outbox,
        states: new PostgresStateStore(),
        configuration: new PostgresConfigurationStore(),
        queue: new PostgresReevaluationQueue(direct.database),
        prefix: 'parley.',
        pageSize: PAGE,
      });
    const pages = Math.ceil(HELD / PAGE);
    let live = 0;
    const liveEvents = async (): Promise<void> => {
      live += 1;
      const other = routed(`live-${String(live).padStart(4, '0')}`).events();
      const theirs = aConversation(`held-${String(live * 7).padStart(6, '0')}`);
      const own = theirs.of(`contact-held-${String(live * 7).padStart(6, '0')}`).contactWrites('Hello?');
      expect(await direct.fold([...other, own.last()])).toMatchObject({ kind: 'stored' });
    };
    for (let count = 1; count <= pages; count += 1) {
      expect(await direct.waiting()).toBe(1);
      // At once, as in the service: neither waits for the other's end.
      const [worked] = await Promise.all([page(), liveEvents()]);
      expect(worked).toBe(true);
      if (count % 50 === 0 && count < pages) {
        const targets = (await direct.told()).targets();
        const fired = (sort: string): number =>
          targets.filter(({ conversationId }) => conversationId.startsWith(sort)).length;
        expect(fired('live-')).toBe(count);
        // Three of four: the opened ones, and those closed since the date; a few more fired by their own live event.
        expect(fired('held-')).toBeGreaterThanOrEqual((count * PAGE * 3) / 4);
        expect(fired('held-')).toBeLessThanOrEqual((count * PAGE * 3) / 4 + count);
      }
    }
    await page();
    expect(await page()).toBe(false);
    expect(await direct.waiting()).toBe(0);
    const told = await direct.told();
    const targets = told.targets();
    const keys = targets.map(({ conversationId }) => conversationId);
    expect(new Set(keys).size).toBe(keys.length);
    // Those of the third sort were closed too early, but for the ones whose contact wrote meanwhile.
    const wrote = Array.from({ length: live }, (_, index) => (index + 1) * 7);
    const early = wrote.filter((n) => n % 4 === 2).length;
    expect(keys.filter((id) => id.startsWith('live-'))).toHaveLength(live);
    expect(keys.filter((id) => id.startsWith('held-'))).toHaveLength((HELD * 3) / 4 + early);
    await outbox.close();
  }, 600_000);
});
