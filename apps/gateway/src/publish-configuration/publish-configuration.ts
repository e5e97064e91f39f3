import { Inject } from '@nestjs/common';
import { topicName } from '@parley/contracts';
import type { OrganizationDocument } from '@parley/contracts';
import type { OutgoingMessage } from '@parley/event-log';
import { createLogger, currentTraceparent, isDatabaseUnavailable } from '@parley/platform';
import { LogAppender } from '../log-of-record/log-appender';
import { TOPIC_PREFIX } from '../tokens';
import { CONFIGURATION_OUTBOX } from './configuration-outbox';
import type { ConfigurationOutbox } from './configuration-outbox';

/** How often what was left behind is looked for: after a crash between commit and publishing, or while Kafka was away. */
const SWEEP_MS = 1_000;
/** How long a request that changed something waits for Kafka; the change is stored either way. */
const REQUEST_WAITS_MS = 1_000;

const logger = createLogger('publish-configuration');

/** Brings every change of an organization to the configuration topic: right after the commit, and by a sweep as safety net. */
export class PublishConfiguration {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    @Inject(CONFIGURATION_OUTBOX) private readonly outbox: ConfigurationOutbox,
    @Inject(LogAppender) private readonly log: Pick<LogAppender, 'append'>,
    @Inject(TOPIC_PREFIX) private readonly prefix: string,
  ) {}

  /** Publishes what changed about an organization. Never throws: what does not get through now is swept later. */
  async publish(organizationId: string): Promise<void> {
    try {
      await this.send(await this.outbox.unpublished([organizationId]), REQUEST_WAITS_MS);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
    }
  }

  /** Publishes whatever is unpublished. */
  async sweep(): Promise<void> {
    await this.send(await this.outbox.unpublished());
  }

  /** Begins to sweep. */
  start(): void {
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep()
        .catch(reportSweep)
        .finally(() => (this.sweeping = undefined));
    }, SWEEP_MS);
    this.timer.unref();
  }

  /** Ends sweeping and waits for a sweep that runs. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async send(documents: readonly OrganizationDocument[], withinMs?: number): Promise<void> {
    if (documents.length === 0) return;
    const messages = documents.map((document) => this.messageOf(document));
    const outcome = await this.log.append(messages, withinMs);
    if (outcome.kind === 'acknowledged') await this.outbox.markPublished(documents);
    else logger.warn({ outcome: outcome.kind }, 'configuration is not published yet');
  }

  private messageOf(document: OrganizationDocument): OutgoingMessage {
    const traceparent = currentTraceparent();
    return {
      topic: topicName(this.prefix, 'config'),
      key: document.organizationId,
      value: JSON.stringify(document),
      headers: { 'content-type': 'application/json', ...(traceparent === undefined ? {} : { traceparent }) },
    };
  }
}

function reportSweep(error: unknown): void {
  const reason = error instanceof Error ? error.name : 'unknown';
  if (isDatabaseUnavailable(error))
    logger.warn({ reason }, 'the database is away; configuration is swept later');
  else logger.error({ reason }, 'configuration could not be swept');
}
