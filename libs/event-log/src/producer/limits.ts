/** Largest message we append: an event of 1 MiB with its headers fits. */
export const MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

/** The same on dead-letter topics, where a foreign message of the largest size gets more headers. */
export const MAX_DEAD_LETTER_BYTES = 3 * 1024 * 1024;

/** Room in a topic's `max.message.bytes` for the frame around a record. */
export const RECORD_BATCH_OVERHEAD = 1_024;

/** kafkajs makes one record batch per partition of a send and splits nothing, so a send stays below a broker's own default of 1 MiB. */
export const CHUNK_BYTES = 900_000;

/** What may wait to be sent. Beyond it the log is away, and callers had better know. */
export const MAX_WAITING_BYTES = 64 * 1024 * 1024;
