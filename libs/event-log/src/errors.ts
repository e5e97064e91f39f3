import { ParleyError } from '@parley/platform';

/** Thrown when the log did not acknowledge in time, or when too much waits for it already. Sending again later is right. */
export class LogUnavailableError extends ParleyError {
  readonly code = 'log-unavailable';
  readonly retryable = true;
}

/** Thrown when the log refuses a message for good: too large, unknown topic. */
export class MessageRefusedError extends ParleyError {
  readonly code = 'message-refused';
  readonly retryable = false;
}

/** Thrown when a producer is used after it was closed. */
export class ProducerClosedError extends ParleyError {
  readonly code = 'producer-closed';
  readonly retryable = false;
}

/** Thrown when topics or cluster are not those the installation was made with. */
export class InstallationMismatchError extends ParleyError {
  readonly code = 'installation-mismatch';
  readonly retryable = false;
}
