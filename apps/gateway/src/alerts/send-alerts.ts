import { ATTRIBUTE, createLogger, meter, METRIC, Repeating } from '@parley/platform';
import { AlertNotDeliveredError } from './alert-sender';
import type { AlertSender } from './alert-sender';
import type { AlertStore, DueMessage } from './alert-store';

const EVERY_MS = 1_000;
/** Longer than any attempt: another process takes the message over only when this one is gone. */
const LEASE_MS = 120_000;
const AT_ONCE = 10;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 3_600_000;
/** With the waits above, about three days. */
const MOST_ATTEMPTS = 80;

const logger = createLogger('send-alerts');
const sent = meter.createCounter(METRIC.alertMessages, {
  unit: '{message}',
  description: 'Attempts to deliver messages about alerts, by channel and outcome',
});

/** Delivers messages about alerts, each at least once: one that may have been taken is sent again under the same id. */
export class SendAlerts {
  private readonly senders: ReadonlyMap<string, AlertSender>;
  private readonly repeating: Repeating;

  constructor(
    private readonly store: Pick<AlertStore, 'claim' | 'delivered' | 'failed'>,
    senders: readonly AlertSender[],
    private readonly firstRetryMs = FIRST_RETRY_MS,
  ) {
    this.senders = new Map(senders.map((sender) => [sender.channel, sender]));
    this.repeating = new Repeating('send-alerts', EVERY_MS, () => this.sweep());
  }

  /** Sends what is due. */
  async sweep(): Promise<void> {
    const channels = [...this.senders.values()].map(({ channel }) => channel);
    if (channels.length === 0) return;
    for (;;) {
      const due = await this.store.claim(channels, LEASE_MS, AT_ONCE);
      await Promise.all(due.map((message) => this.deliver(message)));
      if (due.length === 0) return;
    }
  }

  /** Begins to send. */
  start(): void {
    this.repeating.start();
  }

  /** Ends sending, after the attempts under way. */
  async stop(): Promise<void> {
    await this.repeating.stop();
    await Promise.all([...this.senders.values()].map((sender) => sender.close()));
  }

  private async deliver(message: DueMessage): Promise<void> {
    const { channel, attempt } = message;
    const fault = await this.attempt(message);
    sent.add(1, { [ATTRIBUTE.alertChannel]: channel, [ATTRIBUTE.outcome]: fault ?? 'delivered' });
    if (fault === undefined) {
      await this.store.delivered(message);
      return;
    }
    const givenUp = attempt >= MOST_ATTEMPTS;
    const facts = { messageId: message.id, channel, attempt, fault };
    if (givenUp) logger.error(facts, 'a message about an alert is given up');
    else logger.warn(facts, 'a message about an alert was not delivered yet');
    await this.store.failed(message, fault, givenUp ? undefined : this.waitAfter(attempt));
  }

  private async attempt(message: DueMessage): Promise<string | undefined> {
    try {
      await this.senders.get(message.channel)?.send(message);
      return undefined;
    } catch (error) {
      if (error instanceof AlertNotDeliveredError) return error.fault;
      throw error;
    }
  }

  private waitAfter(attempt: number): number {
    return Math.min(this.firstRetryMs * 2 ** Math.min(attempt - 1, 20), LONGEST_RETRY_MS);
  }
}
