/** Largest event without its inline attachments, in bytes of JSON: what goes into the log. */
export const MAX_EVENT_BYTES = 1024 * 1024;
/** Largest body of a single event with inline attachments, in bytes. */
export const MAX_EVENT_WITH_FILES_BYTES = 30 * 1024 * 1024;
/** Largest batch, in bytes. */
export const MAX_BATCH_BYTES = 5 * 1024 * 1024;
/** Most items of a batch. No valid event is below 105 bytes, so this refuses no batch that could be accepted whole. */
export const MAX_BATCH_ITEMS = 50_000;
