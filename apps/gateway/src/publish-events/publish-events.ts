import type { IncomingHttpHeaders } from 'node:http';
import { Inject } from '@nestjs/common';
import type { BlobStore } from '@parley/blob-store';
import type { InboundEvent, PublishAnswer, RejectedEvent } from '@parley/contracts';
import type { OutgoingMessage } from '@parley/event-log';
import { SPAN, currentTraceparent } from '@parley/platform';
import { assertAdmitted } from '../access/admission';
import { CallerIdentity } from '../access/caller-identity';
import { ProblemError } from '../http-edge/problem';
import { FactSpans, traceIdOf } from '../log-of-record/fact-span';
import { LogAppender } from '../log-of-record/log-appender';
import { logMessage } from '../log-of-record/log-message';
import { logUnavailable } from '../log-of-record/log-problems';
import { PublisherAllowance } from '../publishers/publisher-allowance';
import type { Publisher } from '../publishers/publisher';
import { TOPIC_PREFIX } from '../tokens';
import { allRejected } from './all-rejected';
import { MAX_EVENT_BYTES } from './event-limits';
import { eventMeters } from './event-meters';
import { underFactTrace, withRequestTrace } from './fact-trace';
import { inlineLength, type InlineFile } from './inline-files';
import { judgeEvent } from './judge-event';
import { eventTooLarge, readCloudEvents } from './read-cloudevents';
import type { ReadRequest } from './read-cloudevents';
import { RecentlyAccepted } from './recently-accepted';

/** Injects the `BlobStore` for files that come inline. */
export const BLOB_STORE = Symbol('gateway.blob-store');

/** Takes events from publishers: nothing is acknowledged before Kafka has it, nothing is remembered that Kafka lacks. */
export class PublishEvents {
  constructor(
    @Inject(CallerIdentity) private readonly identity: Pick<CallerIdentity, 'identify'>,
    @Inject(PublisherAllowance) private readonly allowance: Pick<PublisherAllowance, 'take'>,
    @Inject(LogAppender) private readonly log: Pick<LogAppender, 'append'>,
    @Inject(RecentlyAccepted) private readonly recent: RecentlyAccepted,
    @Inject(TOPIC_PREFIX) private readonly prefix: string,
    @Inject(BLOB_STORE) private readonly blobs: Pick<BlobStore, 'put'>,
  ) {}

  /** Refuses whoever is no publisher, before a large body is read. */
  async admit(headers: IncomingHttpHeaders): Promise<void> {
    await this.publisherOf(headers);
  }

  /** Handles one request. Throws the problems of `POST /v1/events`. */
  async publish(headers: IncomingHttpHeaders, body: Buffer): Promise<PublishAnswer> {
    const publisher = await this.publisherOf(headers);
    const request = readCloudEvents(headers, body);
    assertSizeBesideFiles(request, body);
    await this.assertWithinLimit(publisher, request.items.length);
    const { events, files, rejected } = judge(request, publisher, body.length > MAX_EVENT_BYTES);
    if (rejected.length > 0) eventMeters.rejected.add(rejected.length);
    if (events.length === 0 && rejected.length > 0) throw allRejected(rejected);
    // Before the log has the event, so that nobody ever reads of a file that is not there.
    for (const { content } of files) await this.blobs.put(content);
    if (events.length > 0) await this.append(events, request.mode === 'batch');
    return { accepted: events.length, rejected };
  }

  private async publisherOf(headers: IncomingHttpHeaders): Promise<Publisher> {
    const caller = await this.identity.identify(headers.authorization);
    if (caller.kind === 'publisher') return caller.publisher;
    assertAdmitted(caller, ['publisher']);
    throw new TypeError('a person is no publisher');
  }

  private async assertWithinLimit(publisher: Publisher, events: number): Promise<void> {
    const verdict = await this.allowance.take(publisher, events);
    if (verdict.kind === 'granted') return;
    throw new ProblemError(
      'publisher-limit',
      `This publisher may send ${publisher.eventsPerMinute} events a minute; nothing of this request was taken.`,
      { headers: { 'retry-after': String(verdict.retryAfterSeconds) } },
    );
  }

  private async append(events: readonly InboundEvent[], batch: boolean): Promise<void> {
    const traced = events.map(withRequestTrace);
    const [first] = traced;
    if (first === undefined) return;
    if (batch) await this.sendBatch(traced);
    else await underFactTrace(first, (hop) => this.send(traced, [logMessage(this.prefix, first, hop)]));
  }

  private async sendBatch(events: readonly InboundEvent[]): Promise<void> {
    const request = currentTraceparent();
    const spans = new FactSpans(SPAN.acceptEvents);
    try {
      const messages = events.map((event) => {
        const ofRequest = traceIdOf(event.traceparent) === traceIdOf(request);
        const hop = ofRequest ? request : spans.open(event.traceparent, request);
        return logMessage(this.prefix, event, hop);
      });
      await this.send(events, messages);
    } finally {
      spans.end();
    }
  }

  private async send(events: readonly InboundEvent[], messages: readonly OutgoingMessage[]): Promise<void> {
    const outcome = await this.log.append(messages);
    switch (outcome.kind) {
      case 'acknowledged':
        for (const { source, id } of events) this.recent.add(source, id);
        eventMeters.accepted.add(events.length);
        return;
      case 'refused':
        throw new ProblemError(
          'event-too-large',
          'Kafka does not take a record of this size; nothing of it was acknowledged.',
        );
      case 'unavailable':
        throw logUnavailable();
    }
  }
}

/** An item of a batch is measured on its own, and so refused on its own. */
function assertSizeBesideFiles({ mode, items }: ReadRequest, { length }: Buffer): void {
  if (mode === 'batch' || length <= MAX_EVENT_BYTES) return;
  if (length - inlineLength(items[0]) > MAX_EVENT_BYTES) throw eventTooLarge();
}

function judge(
  request: ReadRequest,
  publisher: Publisher,
  measure: boolean,
): {
  readonly events: readonly InboundEvent[];
  readonly files: readonly InlineFile[];
  readonly rejected: readonly RejectedEvent[];
} {
  const events: InboundEvent[] = [];
  const files: InlineFile[] = [];
  const rejected: RejectedEvent[] = [];
  request.items.forEach((value, index) => {
    const judgement = judgeEvent(value, index, publisher, measure);
    if (judgement.kind === 'accepted') {
      events.push(judgement.event);
      files.push(...judgement.files);
    } else rejected.push(judgement.item);
  });
  return { events, files, rejected };
}
