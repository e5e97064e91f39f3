import type { AlertChannel } from '@parley/contracts';
import { ParleyError } from '@parley/platform';
import type { DueMessage } from './alert-store';

/** One way to tell somebody. */
export interface AlertSender {
  readonly channel: AlertChannel;
  /**
   * Resolves once the other side has taken the message.
   *
   * @throws AlertNotDeliveredError
   */
  send(message: Pick<DueMessage, 'id' | 'body'>): Promise<void>;
  close(): Promise<void>;
}

/** Thrown when the other side did not take a message, or nobody knows; sending it again may help. */
export class AlertNotDeliveredError extends ParleyError {
  readonly code = 'alert-not-delivered';
  readonly retryable = true;

  /** @param fault a stable code such as `http-500` or `timeout`; never an address or an answer's text */
  constructor(readonly fault: string) {
    super(`An alert was not delivered: ${fault}`);
  }
}
