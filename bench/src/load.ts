import { Kafka, KafkaJSProtocolError, logLevel, Partitioners, type Producer } from 'kafkajs';

/** How large a load is. `firedShare` of the contacts have a conversation whose trigger fired, so its later events give an output. */
export interface LoadShape {
  readonly events: number;
  readonly contacts: number;
  readonly firedEvery: number;
  readonly partitions: number;
}

export const ACCOUNT_ID = 'bench-account';
export const TEAM_ID = 'bench-team';
export const EMAIL_FIELD = 'email';

/** A small, well-spread generator with a fixed seed (splitmix32), so that every run has the same load. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
}

/** One record of the log of record in binary mode. */
export interface LoadMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

const TEXT =
  'Where is my parcel? The tracking page has said the same thing since Tuesday, and nobody answers the phone.';

/** The `index`-th event: the first of a fired contact is its routing, every other a message of about 420 bytes. */
function eventAt(index: number, contact: number, fired: boolean, first: boolean): LoadMessage {
  const id = `e-${index}`;
  const common = {
    conversationId: `conversation-${contact}`,
    accountId: ACCOUNT_ID,
    contact: { id: `contact-${contact}`, name: `Contact ${contact}` },
  };
  const routed = fired && first;
  const data = routed
    ? {
        ...common,
        contact: { ...common.contact, fields: { [EMAIL_FIELD]: `contact-${contact}@bench.example` } },
        teamId: TEAM_ID,
        by: { kind: 'bot' },
      }
    : { ...common, message: { id, text: TEXT, sentAt: '2026-11-21T09:30:00Z' } };
  return {
    key: common.contact.id,
    value: JSON.stringify(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: '/bench',
      ce_type: routed ? 'parley.conversation.routed.v1' : 'parley.message.received.v1',
      ce_time: '2026-11-21T09:30:00Z',
      ce_subject: common.conversationId,
      ce_partitionkey: common.contact.id,
      'content-type': 'application/json',
    },
  };
}

/** All events of a shape in publishing order, contacts drawn at random. */
export function* loadOf(shape: LoadShape): Generator<LoadMessage> {
  const random = randomNumbers(20_261_121);
  const seen = new Set<number>();
  for (let index = 0; index < shape.events; index += 1) {
    const contact = Math.floor(random() * shape.contacts);
    yield eventAt(index, contact, contact % shape.firedEvery === 0, !seen.has(contact));
    seen.add(contact);
  }
}

/** A kafkajs client with the retry settings every part of the bench shares. */
export function kafkaClient(brokers: string, clientId: string): Kafka {
  return new Kafka({
    brokers: brokers.split(','),
    clientId,
    logLevel: logLevel.NOTHING,
    retry: { retries: 10, initialRetryTime: 100, maxRetryTime: 2_000 },
  });
}

/** An idempotent producer that waits for all replicas, one request in flight. */
export function durableProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
}

/** Writes the whole load into a topic. */
export async function fill(brokers: string, topic: string, shape: LoadShape): Promise<void> {
  const producer = durableProducer(kafkaClient(brokers, 'bench-fill'));
  await producer.connect();
  let batch: LoadMessage[] = [];
  const send = async (): Promise<void> => {
    await producer.send({ topic, acks: -1, messages: batch.map((message) => ({ ...message })) });
    batch = [];
  };
  for (const message of loadOf(shape)) {
    if (batch.push(message) === 2_000) await send();
  }
  if (batch.length > 0) await send();
  await producer.disconnect();
}

/** Creates a topic with one replica. */
export async function createTopic(brokers: string, topic: string, numPartitions: number): Promise<void> {
  const admin = kafkaClient(brokers, 'bench-admin').admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  await admin.disconnect();
}

/** Records in a topic so far, over all partitions. A topic that was made a moment ago may have no leader yet: it is empty. */
export async function recordsIn(brokers: string, topics: readonly string[]): Promise<number> {
  const admin = kafkaClient(brokers, 'bench-admin').admin();
  await admin.connect();
  let records = 0;
  for (const topic of topics) {
    for (const partition of await admin.fetchTopicOffsets(topic).catch(noLeaderYet))
      records += Number(partition.high) - Number(partition.low);
  }
  await admin.disconnect();
  return records;
}

function noLeaderYet(error: unknown): [] {
  if (error instanceof KafkaJSProtocolError && error.type === 'NOT_LEADER_FOR_PARTITION') return [];
  throw error;
}
