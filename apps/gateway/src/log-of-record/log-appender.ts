import { Inject } from '@nestjs/common';
import { LogUnavailableError, MessageRefusedError } from '@parley/event-log';
import type { AppendedAt, LogProducer, OutgoingMessage } from '@parley/event-log';

/** Injects the process's one `LogProducer`: one, because order across callers matters. */
export const LOG_PRODUCER = Symbol('gateway.log-producer');

/** What became of an append. After `unavailable` the messages may still turn up in the log: sending them again is harmless (T12). */
export type AppendOutcome =
  | { readonly kind: 'acknowledged'; readonly places: readonly AppendedAt[] }
  | { readonly kind: 'unavailable' }
  /** The log will never take one of the messages. */
  | { readonly kind: 'refused' };

/** How long Kafka may take to acknowledge before the caller is told to come back, in milliseconds. */
export const ACKNOWLEDGE_WITHIN_MS = 10_000;

/** Appends to the log and waits, within bounds, until every in-sync replica has it. */
export class LogAppender {
  constructor(@Inject(LOG_PRODUCER) private readonly producer: LogProducer) {}

  /** Never throws for Kafka's sake. */
  async append(
    messages: readonly OutgoingMessage[],
    withinMs = ACKNOWLEDGE_WITHIN_MS,
  ): Promise<AppendOutcome> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<AppendOutcome>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'unavailable' }), withinMs);
    });
    try {
      return await Promise.race([this.send(messages), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async send(messages: readonly OutgoingMessage[]): Promise<AppendOutcome> {
    try {
      return { kind: 'acknowledged', places: await this.producer.send(messages) };
    } catch (error) {
      if (error instanceof LogUnavailableError) return { kind: 'unavailable' };
      if (error instanceof MessageRefusedError) return { kind: 'refused' };
      throw error;
    }
  }
}
