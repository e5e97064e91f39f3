import { REBUILD_EXIT, rebuildProgram } from '@parley/event-log';
import { configureLogging } from '@parley/platform';
import { aConversation, aDirectory } from '@parley/testing';
import { EVALUATOR_REBUILD } from '../src/rebuild/rebuild-plan';
import { ACCOUNT, aDocument, BOTH_MODES, EMAIL_KEY, ORGANIZATION, TEAM } from './documents';
import { RunningEvaluator } from './running-evaluator';

configureLogging({ level: 'silent' });

const ONCE = { ...BOTH_MODES, modeB: { ...BOTH_MODES.modeB, continueAfterCreation: false } };
const OTHER_TEAM = { ...BOTH_MODES, modeB: { ...BOTH_MODES.modeB, teamId: 'team-other' } };

let running: RunningEvaluator;
let said: string[];

beforeAll(async () => {
  running = await RunningEvaluator.prepare();
  await running.start();
  await play();
}, 120_000);
afterAll(() => running.stop());

/** A history with everything that is decided once and never again. */
async function play(): Promise<void> {
  await running.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
  await running.configure(aDocument(1, { configuration: ONCE }));
  await running.configured(2);
  const once = aConversation('once').of('contact-b').contactWrites('One');
  once
    .fieldsBecome({ [EMAIL_KEY]: 'ada@example.com' })
    .isRoutedTo(TEAM)
    .advisorReplies('A')
    .contactWrites('Two');
  const talk = aConversation('talk').of('contact-a').contactWrites('Hello').advisorReplies('Hi');
  const other = aConversation('other')
    .of('contact-a')
    .contactWrites('Me again')
    .advisorReplies('Yes?')
    .isClosed();
  await running.publish([
    ...once.events(),
    ...talk.events(),
    ...other.events(),
    ...talk.events().slice(0, 1),
  ]);
  await running.settled();
  await running.publish([talk.contactIsAssociated(ORGANIZATION, 9001).last()]);
  await running.settled();
  await running.configure(aDocument(2, { configuration: OTHER_TEAM }));
  await running.configured(3);
  await running.publish([talk.contactIsAssociated(ORGANIZATION, 9002).last()]);
  await running.settled();
  await running.configure(
    aDocument(3, {
      configuration: OTHER_TEAM,
      accounts: [{ accountId: ACCOUNT, enabled: false, directApiContract: false }],
    }),
  );
  await running.configured(4);
  await running.publish([
    talk.contactWrites('While it is off').last(),
    talk.contactIsDisassociated(ORGANIZATION).last(),
    once.contactWrites('Three').last(),
    aConversation('talk').of('contact-other').contactWrites('Not mine').last(),
  ]);
  await running.settled();
}

async function rebuild(...words: readonly string[]): Promise<number> {
  said = [];
  return rebuildProgram(EVALUATOR_REBUILD, words, {
    env: running.environment,
    print: (text) => said.push(text),
  });
}

const schemas = (): Promise<{ schema_name: string }[]> =>
  running.database.query(
    `select schema_name from information_schema.schemata where schema_name like 'evaluator%'`,
  );

describe('rebuilding the evaluator from the log', () => {
  it('T6 T9 T10 T11 T12 comes to what is live, whatever was configured since, and tells nobody', async () => {
    const published = await running.published();
    expect({ code: await rebuild('--verify'), said }).toMatchObject({ code: REBUILD_EXIT.same });
    expect(said.join('\n')).toMatch(/conversation +3 +3 +3 +0/);
    expect(said.join('\n')).toMatch(/organization +1 +1 +1 +0/);
    expect(await running.published()).toBe(published);
    expect(await schemas()).toEqual([{ schema_name: 'evaluator' }]);
  }, 60_000);

  it('X6 compares while events keep coming', async () => {
    const busy = aConversation('busy').of('contact-c');
    const ended = new AbortController();
    const stream = (async () => {
      while (!ended.signal.aborted) await running.publish([busy.contactWrites('More').last()]);
    })();
    const code = await rebuild('--verify');
    ended.abort();
    await stream;
    expect({ code, said }).toMatchObject({ code: REBUILD_EXIT.same });
  }, 60_000);

  it('X6 names a row that the log does not give, by key and place, without what stands there', async () => {
    await running.settled();
    await running.database.query(
      `update conversation set state = replace(state, '9002', '9003') where id = 'talk'`,
    );
    await running.database.query(`delete from conversation where id = 'other'`);
    expect(await rebuild('--verify')).toBe(REBUILD_EXIT.different);
    const report = said.join('\n');
    expect(report).toMatch(/conversation talk: state \(\.t\.0\.1\.r\.zendeskUserId\)/);
    expect(report).toContain('conversation other: only rebuilt');
    expect(report).not.toContain('9003');
    expect(await schemas()).toEqual([{ schema_name: 'evaluator' }]);
  }, 60_000);

  it('X6 leaves the fresh schema where it was not made to compare, and says what it is for', async () => {
    expect(await rebuild()).toBe(REBUILD_EXIT.same);
    expect(said.at(-1)).toContain('evaluator_rebuild is built');
    const rows = await running.database.query('select id from evaluator_rebuild.conversation order by id');
    expect(rows).toEqual([{ id: 'busy' }, { id: 'once' }, { id: 'other' }, { id: 'talk' }]);
    expect(await running.database.query('select 1 from evaluator_rebuild.outbox')).toEqual([]);
    await running.database.query('drop schema evaluator_rebuild cascade');
  }, 60_000);

  it('X6 refuses a log of another installation', async () => {
    await running.database.query(`update installation set cluster_id = 'another'`);
    expect(await rebuild('--verify')).toBe(REBUILD_EXIT.failed);
    expect(said.join('\n')).toContain('another installation');
  });
});
