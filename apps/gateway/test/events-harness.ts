import { MemoryBlobStore } from '@parley/blob-store';
import { topicName } from '@parley/contracts';
import type { CloudEvent } from '@parley/contracts';
import { MemoryEventLog, decodeEvent } from '@parley/event-log';
import type { LogProducer, LogRecord } from '@parley/event-log';
import { configureLogging } from '@parley/platform';
import { fixedClock } from '@parley/testing';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { CallerIdentity } from '../src/access/caller-identity';
import { FASTIFY_OPTIONS } from '../src/http-edge/prepare-http';
import { LogAppender } from '../src/log-of-record/log-appender';
import { addEventsRoute } from '../src/publish-events/events-route';
import { PublishEvents } from '../src/publish-events/publish-events';
import { RecentlyAccepted } from '../src/publish-events/recently-accepted';
import type { Publisher } from '../src/publishers/publisher';
import { PublisherAllowance } from '../src/publishers/publisher-allowance';
import { PublisherCredentials } from '../src/publishers/publisher-credentials';
import { hashPublisherToken, newPublisherToken } from '../src/publishers/publisher-token';
import { testIssuer } from './people';
import type { TestIssuer } from './people';

const PREFIX = 'test.';

/** The HTTP door alone, on the in-memory log, with one publisher; what it appended can be read back. */
export class EventsHarness {
  readonly token = newPublisherToken();
  readonly recent = new RecentlyAccepted();
  readonly clock = fixedClock();
  readonly blobs = new MemoryBlobStore(this.clock);
  private readonly log = new MemoryEventLog();
  private readonly publishers = new Map<string, Publisher>();
  private granted = Number.POSITIVE_INFINITY;

  private constructor(
    readonly server: FastifyInstance,
    readonly issuer: TestIssuer,
  ) {}

  static async start(producer?: LogProducer): Promise<EventsHarness> {
    configureLogging({ level: 'silent' });
    const harness = new EventsHarness(fastify(FASTIFY_OPTIONS), await testIssuer());
    const credentials = new PublisherCredentials(harness.store(), harness.clock);
    const handler = new PublishEvents(
      new CallerIdentity(harness.issuer.verifier, credentials, harness.sessions()),
      new PublisherAllowance(harness.store(), harness.clock),
      new LogAppender(producer ?? harness.log.producer()),
      harness.recent,
      PREFIX,
      harness.blobs,
    );
    await addEventsRoute(harness.server, handler);
    harness.admit();
    return harness;
  }

  /** Nobody signs in here. */
  private sessions() {
    return { find: () => Promise.reject(new Error('no session is looked up for events')) };
  }

  private store() {
    return {
      findByTokenHash: (hash: Buffer) => Promise.resolve(this.publishers.get(hash.toString('hex'))),
      takeAllowance: (_id: string, wanted: number) => {
        const granted = this.granted >= wanted;
        if (granted) this.granted -= wanted;
        return Promise.resolve({ granted, windowLeftMs: 30_000 });
      },
    };
  }

  /** Admits the publisher, or changes it. */
  admit(settings: Partial<Publisher> = {}): void {
    const defaults = { sourcePrefix: null, idPrefix: null, eventsPerMinute: null };
    const publisher = { id: 'p1', name: 'acme', createdAt: '', createdBy: '', ...defaults, ...settings };
    this.publishers.set(hashPublisherToken(this.token).toString('hex'), publisher);
    this.clock.advance(5_000);
  }

  /** How many events the store still grants. */
  allow(events: number): void {
    this.granted = events;
  }

  /** Sends bytes as they are. */
  async send(
    contentType: string | undefined,
    payload: string | Buffer,
    headers: Record<string, string> = {},
  ) {
    const answer = await this.server.inject({
      method: 'POST',
      url: '/v1/events',
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...headers,
      },
      payload,
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.json<Record<string, unknown>>(),
    };
  }

  structured(event: unknown) {
    return this.send('application/cloudevents+json', JSON.stringify(event));
  }

  batch(events: readonly unknown[]) {
    return this.send('application/cloudevents-batch+json', JSON.stringify(events));
  }

  /** Events in the log of record, partition by partition, in log order. */
  appended(topic: 'conversationEvents' | 'directory' = 'conversationEvents'): Promise<readonly CloudEvent[]> {
    return this.records(topic).then((records) =>
      records.map((record) => {
        const decoded = decodeEvent(record);
        if (!decoded.ok) throw new Error(decoded.detail);
        return decoded.event;
      }),
    );
  }

  async records(
    topic: 'conversationEvents' | 'directory' = 'conversationEvents',
  ): Promise<readonly LogRecord[]> {
    const records: LogRecord[] = [];
    for (let partition = 0; partition < 4; partition += 1) {
      await this.log.reader.read(
        { topic: topicName(PREFIX, topic), partition, fromOffset: 0, throughOffset: 100_000 },
        (record) => records.push(record),
      );
    }
    return records;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.issuer.remove();
  }
}

/** A message event that is valid, with one part said differently. */
export function anEvent(
  id: string,
  change: { readonly event?: object; readonly data?: object; readonly message?: object } = {},
): object {
  return {
    specversion: '1.0',
    id,
    source: '/platforms/acme',
    type: 'parley.message.received.v1',
    time: '2026-11-21T09:30:00Z',
    subject: 'conv-42',
    datacontenttype: 'application/json',
    ...change.event,
    data: {
      conversationId: 'conv-42',
      accountId: 'acc-whatsapp-1',
      contact: { id: 'contact-7', name: 'Ada Lovelace' },
      message: { id, text: 'My parcel never came', sentAt: '2026-11-21T09:30:00Z', ...change.message },
      ...change.data,
    },
  };
}
