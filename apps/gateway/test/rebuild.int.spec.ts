import { customerKey, type DerivedEvent, topicName, type TopicName } from '@parley/contracts';
import { encodeEvent, type OutgoingMessage, REBUILD_EXIT, rebuildProgram } from '@parley/event-log';
import { aConversation, eventually } from '@parley/testing';
import { GATEWAY_REBUILD } from '../src/rebuild/rebuild-plan';
import {
  CONVERSATION,
  customer,
  effect,
  held,
  lane,
  ORGANIZATION,
  requested,
  retryOrder,
  ticket,
} from './derived';
import { GatewayHarness } from './gateway-harness';

const CONTACT = 'contact-1';
const story = aConversation(CONVERSATION)
  .contactWrites('a')
  .advisorReplies('b')
  .contactWrites('c')
  .isClosed();

/** What the other services tell of the conversation, topic by topic, each in the order in which it happens. */
const TOLD: readonly (readonly [TopicName, string, readonly DerivedEvent[]])[] = [
  ['syncRequests', CONTACT, [held(1), held(2, 'account-disabled'), requested(3, 2), requested(4, 3)]],
  ['customerEvents', customerKey(ORGANIZATION, 'user:42'), [customer(1, 'customer-suspended'), customer(2)]],
  [
    'ticketEvents',
    CONTACT,
    [
      effect(1, 'in-flight'),
      effect(2, 'done'),
      ticket('created', 3, 2),
      lane('held', 4, 'customer-suspended'),
      lane('parked', 5),
      lane('resumed', 6),
      ticket('updated', 7, 3),
      ticket('closed', 8, 3),
    ],
  ],
  ['commands', CONTACT, [retryOrder]],
];

let gateway: GatewayHarness;
let said: string[];
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  const { token } = await gateway.publisher();
  const events = story.events();
  expect((await gateway.publish(token, [...events, ...events.slice(0, 2)])).status).toBe(202);
  const { prefix, producer } = gateway.parts;
  const messages = TOLD.flatMap(([topic, key, told]) =>
    told.map((event): OutgoingMessage => encodeEvent(topicName(prefix, topic), key, event)),
  );
  // One after the other, so that live they come in many batches, and in a rebuild in few.
  for (const message of messages) await producer.send([message]);
  await applied(messages.length + events.length + 2);
}, 120_000);
afterAll(() => gateway.stop());

/** Waits until the read model has taken in that many records. */
async function applied(records: number): Promise<void> {
  await eventually(
    async () => {
      const [row] = await gateway.parts.database.query<{ read: string }>(
        `select sum(next_offset) as read from position where consumer_group like '%gateway.read-model'`,
      );
      return Number(row?.read) === records;
    },
    { describe: 'the read model to take everything in', timeoutMs: 60_000 },
  );
}

async function rebuild(): Promise<number> {
  said = [];
  const { KAFKA_BROKERS, DATABASE_URL } = gateway.settings;
  return rebuildProgram(GATEWAY_REBUILD, ['--verify'], {
    env: { KAFKA_BROKERS, DATABASE_URL },
    print: (text) => said.push(text),
  });
}

describe('rebuilding the read model from the log', () => {
  it('X2 X3 X4 T12 comes to what is live, however batches were cut', async () => {
    expect({ code: await rebuild(), said }).toMatchObject({ code: REBUILD_EXIT.same });
    const report = said.join('\n');
    for (const table of ['conversation', 'gate_report', 'sync_target', 'lane', 'ticket', 'customer'])
      expect(report).toMatch(new RegExp(`${table} +1 +1 +1 +0`));
    expect(report).toMatch(/log_event +4 +4 +4 +0/);
  }, 60_000);

  it('X6 names what the log does not give, and no address in it', async () => {
    await gateway.parts.database.query(`update ticket set status = 'pending'`);
    await gateway.parts.database.query(
      `insert into customer (organization_id, requester_key, since, version) values ('org', 'email:ada@example.com', now(), 1)`,
    );
    expect(await rebuild()).toBe(REBUILD_EXIT.different);
    const report = said.join('\n');
    expect(report).toMatch(/ticket [0-9a-f-]{36} 0: status/);
    expect(report).toMatch(/customer org #[0-9a-f]{8}: only live/);
    expect(report).not.toContain('ada@example.com');
  }, 60_000);
});
