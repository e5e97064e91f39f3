import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { topicName } from '@parley/contracts';
import { eventually } from '@parley/testing';
import {
  becomesTicket,
  becomeTickets,
  Desk,
  everythingInTopics,
  everythingStillHolds,
  isHeld,
  Story,
  theStack,
} from '../src';

const COMMAND = join(__dirname, '../../../apps/cli/dist/main.js');
const REQUESTS = topicName('parley.', 'syncRequests');

afterAll(everythingStillHolds);

/** Runs the command as a person would; what it printed and its exit code. */
function rebuild(
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const { databaseUrl, kafkaBrokers } = theStack();
  const env = { ...process.env, DATABASE_URL: databaseUrl, KAFKA_BROKERS: kafkaBrokers };
  const child = spawn(process.execPath, [COMMAND, 'rebuild', ...words], { env });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString('utf8')));
  child.stderr.on('data', (text: Buffer) => (said += text.toString('utf8')));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

/** Calls to this desk's Zendesk, without those that are made from time to time whether anything happens or not (C4). */
async function callsOf(desk: Desk): Promise<number> {
  const { calls } = await desk.zendesk.truth();
  return calls.filter(({ path }) => !path.includes('show_many')).length;
}

/** What was decided about this desk's conversations, as it stands on the topic once no more comes. */
async function told(desk: Desk): Promise<number> {
  let before = -1;
  return eventually(
    async () => {
      const texts = await everythingInTopics();
      const now = texts.filter((text) => text.startsWith(`${REQUESTS} `) && text.includes(desk.run)).length;
      const [stands, count] = [now === before, now];
      before = now;
      return stands && count;
    },
    { describe: `the decisions of desk ${desk.run} to be told`, timeoutMs: 60_000 },
  );
}

describe('npm run rebuild -- --verify', () => {
  it('T3 T6 T9 T10 T11 T12 K16 comes to what is live from the log alone, whatever was configured since, without a call or a message', async () => {
    // Frozen by its setting, with a ticket of its own for a later message (T6).
    const other = await Desk.open({ modes: 'B', continueAfterCreation: false });
    const requester = other.email('once');
    const once = new Story(other, { contact: { name: 'Ada Lovelace', fields: { email: requester } } });
    await once.tells((it) => it.contactWrites('One').isRoutedTo(other.teamId));
    const [first] = await becomeTickets(once, [{ requester, historyLength: 1 }]);
    expect(first).toBeDefined();
    await once.tells((it) => it.advisorReplies('A reply'));
    await other.isConfigured({ modeB: other.modeB({ continueAfterCreation: true }) });

    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const grace = await desk.hasCustomer('Grace Hopper');
    const contact = { id: `contact-${desk.run}`, name: 'Ada Lovelace' };

    // Retroactive association, another user later, and an end of it (T3, T10, T9).
    const early = new Story(desk, { id: 'early', contact });
    const late = new Story(desk, { id: 'late', contact });
    await early.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await late.tells((it) => it.contactWrites('Me again').advisorReplies('Yes?').isClosed());
    await early.isAssociatedWith(ada);
    await becomesTicket(early, { requester: ada });
    await becomesTicket(late, { requester: ada, status: 'closed' });
    await early.isAssociatedWith(grace);
    await becomesTicket(early, { requester: grace });
    await early.isDisassociated();
    const after = new Story(desk, { id: 'after', contact });
    await after.tells((it) => it.contactWrites('Anybody?').advisorReplies('I am here'));
    await isHeld(after, 'not-associated');

    // What decided is changed: mode and switch. What comes now is held, and what was decided stays so.
    await desk.isConfigured({ modeA: { enabled: false } });
    await desk.switches({ enabled: false });
    await desk.holdsBecause('account-disabled');
    await early.tells((it) => it.contactWrites('While it is off').advisorReplies('Nobody sees this'));
    await early.isHeldBecause('account-disabled');

    const messages = await told(desk);
    const calls = await callsOf(desk);
    const { code, said } = await rebuild('--verify');
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('row by row') as string });
    expect(said).toMatch(/trigger-evaluator[\s\S]+conversation +[1-9]\d* /);
    expect(await callsOf(desk)).toBe(calls);
    expect(await told(desk)).toBe(messages);

    await desk.switches({ enabled: true });
    await becomesTicket(early, { requester: grace });
  }, 240_000);
});
