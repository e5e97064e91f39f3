import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { consumerGroupId, deadLetterTopic, topicName } from '@parley/contracts';
import type { CloudEvent } from '@parley/contracts';
import { DEAD_LETTER_HEADERS, decodeEvent, encodeEvent } from '@parley/event-log';
import type { LogRecord, OutgoingMessage } from '@parley/event-log';
import { aConversation, eventually, sharedKafkaBrokers } from '@parley/testing';
import { GatewayHarness } from './gateway-harness';

const PARTITIONS = 3;

type Sent = Omit<OutgoingMessage, 'topic'>;

/** Sends through a producer that is none of ours; see upstream-producer.mjs. */
async function upstreamSends(topic: string, messages: readonly Sent[]): Promise<void> {
  const script = join(__dirname, 'upstream-producer.mjs');
  const upstream = spawn(process.execPath, [script, sharedKafkaBrokers(), topic, String(PARTITIONS)], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const complaints: Buffer[] = [];
  upstream.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  for (const { value, ...message } of messages) {
    const bytes = value === null ? null : Buffer.from(value).toString('base64');
    upstream.stdin.write(`${JSON.stringify({ ...message, value: bytes })}\n`);
  }
  upstream.stdin.end();
  const [code] = (await once(upstream, 'exit')) as [number];
  if (code !== 0) throw new Error(Buffer.concat(complaints).toString());
}

describe('the Kafka door', () => {
  let gateway: GatewayHarness;
  let inbound: string;
  let log: string;

  beforeAll(async () => {
    gateway = await GatewayHarness.start({ partitions: PARTITIONS });
    const { prefix } = gateway.parts;
    inbound = topicName(prefix, 'inbound');
    log = topicName(prefix, 'conversationEvents');
  });
  afterAll(() => gateway.stop());

  /** Everything a topic holds, partition by partition. */
  async function recordsOf(topic: string, partitions: number): Promise<readonly LogRecord[]> {
    const records: LogRecord[] = [];
    for (let partition = 0; partition < partitions; partition += 1) {
      const stretch = { topic, partition, fromOffset: 0, throughOffset: 10_000 };
      await gateway.parts.log.reader.read(stretch, (record) => records.push(record)).catch(() => undefined);
    }
    return records;
  }

  const stories = Array.from({ length: 12 }, (_, index) =>
    aConversation(`conv-${index}`)
      .of(`contact-${index}`)
      .contactWrites('a')
      .advisorReplies('b')
      .isTagged('x')
      .isClosed()
      .events(),
  );

  it('copies every event of a CRC32 producer once into the log, each contact in order and on the partition of its key', async () => {
    // Interleaved, as several conversations are.
    const messages = [0, 1, 2, 3]
      .flatMap((step) => stories.map((story) => story[step]))
      .map((event) => {
        if (event === undefined) throw new Error('every story has four events');
        const { key, value, headers } = encodeEvent(inbound, event.data.contact.id, event);
        return { key, value, headers };
      });
    await upstreamSends(inbound, messages);
    const records = await eventually(async () => {
      const found = await recordsOf(log, PARTITIONS);
      return found.length >= messages.length && found;
    });
    expect(records).toHaveLength(messages.length);
    for (const story of stories) {
      const own = records.filter(({ key }) => key?.toString() === story[0]?.data.contact.id);
      expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
      expect(own.map((record) => eventOf(record).id)).toEqual(story.map(({ id }) => id));
    }
  });

  it('feeds the read model like the HTTP door', async () => {
    await eventually(async () => {
      const answer = await gateway.as('advisor', 'GET', '/v1/conversations/conv-3');
      expect(await answer.json()).toMatchObject({ id: 'conv-3', contactId: 'contact-3', closed: true });
      return true;
    });
  });

  it('puts garbage, a null value and an event without a conversation into the dead letters, and goes on behind them', async () => {
    const good = aConversation('conv-after').of('contact-after').contactWrites('still here').last();
    const { value, headers } = encodeEvent(inbound, 'contact-after', good);
    const data = JSON.stringify({ ...good.data, conversationId: undefined });
    const bad: Sent[] = [
      { key: 'contact-after', value: Buffer.from([0xff, 0xfe, 0x00]), headers: {} },
      { key: 'contact-after', value: null, headers: {} },
      { key: 'contact-after', value: data, headers },
    ];
    const last = { key: 'contact-after', value, headers };
    await upstreamSends(inbound, [...bad, last]);
    await eventually(async () =>
      (await recordsOf(log, PARTITIONS)).some((record) => eventOf(record).id === good.id),
    );
    const letters = await eventually(async () => {
      const found = await recordsOf(
        deadLetterTopic(consumerGroupId(gateway.parts.prefix, 'gatewayInbound')),
        1,
      );
      return found.length >= 3 && found;
    });
    expect(letters.map(({ headers: names }) => String(names[DEAD_LETTER_HEADERS.code]))).toEqual([
      'not-a-cloud-event',
      'null-value',
      'data-invalid',
    ]);
    expect(letters.map(({ headers: names }) => String(names[DEAD_LETTER_HEADERS.topic]))).toEqual([
      inbound,
      inbound,
      inbound,
    ]);
  });
});

function eventOf(record: LogRecord): CloudEvent {
  const decoded = decodeEvent(record);
  if (!decoded.ok) throw new Error(decoded.detail);
  return decoded.event;
}
