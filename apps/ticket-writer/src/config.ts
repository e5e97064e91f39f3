import {
  databaseSettings,
  encryptionSettings,
  httpSettings,
  kafkaSettings,
  zendeskSettings,
} from '@parley/platform';
import { Type, type Static } from '@sinclair/typebox';

/** Settings of ticket-writer, all from the environment. */
export const TicketWriterConfig = Type.Object({
  ...httpSettings,
  PORT: Type.Integer({ ...httpSettings.PORT, default: 3003 }),
  ...kafkaSettings,
  ...databaseSettings,
  ...encryptionSettings,
  ...zendeskSettings,
  PARLEY_LANE_CONCURRENCY: Type.Integer({
    minimum: 1,
    maximum: 200,
    default: 16,
    description: 'the number of tickets that one process works on at once, between 1 and 200',
  }),
  PARLEY_ATTACHMENT_ALLOWED_HOSTS: Type.String({
    default: '',
    pattern: '^$|^[^,\\s/]+(,[^,\\s/]+)*$',
    description:
      'a comma-separated list of host or host:port, from which attachments are fetched even at a private address',
  }),
  PARLEY_ATTACHMENT_TIMEOUT_MS: Type.Integer({
    minimum: 1_000,
    maximum: 300_000,
    default: 30_000,
    description: 'the longest time to fetch one attachment in ms, between 1000 and 300000',
  }),
  PARLEY_ATTACHMENT_CONCURRENCY: Type.Integer({
    minimum: 1,
    maximum: 50,
    default: 8,
    description:
      'the number of attachments that one process brings at once, half of them from one host or to one organization at most, between 1 and 50',
  }),
  PARLEY_BLOB_RETENTION_DAYS: Type.Integer({
    minimum: 0,
    maximum: 36_500,
    default: 0,
    description: 'the number of days for which inline attachments are kept; 0 keeps them as long as the log',
  }),
  PARLEY_SETTLE_MS: Type.Integer({
    minimum: 1_000,
    maximum: 3_600_000,
    default: 120_000,
    description:
      'the wait in ms before an update whose answer was lost is looked for, between 1000 and 3600000',
  }),
});
export type TicketWriterConfig = Readonly<Static<typeof TicketWriterConfig>>;
