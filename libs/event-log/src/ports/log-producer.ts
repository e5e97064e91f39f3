import type { HeaderValue } from './log-record';

/** A record to be appended. */
export interface OutgoingMessage {
  /** Full topic name, prefix included. */
  readonly topic: string;
  /** Decides the partition: murmur2 of the UTF-8 bytes, as the Java client does. */
  readonly key: string;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}

/** Where a message was appended. */
export interface AppendedAt {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Appends to the log, in the order of the calls. */
export interface LogProducer {
  /**
   * Resolves when every in-sync replica has all messages, with one place per message in the order given.
   * Messages of one call, and of calls made one after the other, keep their order within a key.
   * Not atomic: after an error any part of the messages may be in the log, so a repeat may duplicate.
   *
   * @throws LogUnavailableError when the log did not acknowledge in time, or too much waits already: send again later.
   * @throws MessageRefusedError when the log will never take a message (too large, unknown topic).
   */
  send(messages: readonly OutgoingMessage[]): Promise<readonly AppendedAt[]>;
  /** Waits for what is being sent and disconnects. Sending afterwards is refused. */
  close(): Promise<void>;
}
