import { Type } from '@sinclair/typebox';

/** Settings of every process that listens on HTTP. */
export const httpSettings = {
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, description: 'a port number' }),
  HOST: Type.String({ minLength: 1, default: '0.0.0.0', description: 'an address to listen on' }),
  LOG_LEVEL: Type.Union(
    [
      Type.Literal('trace'),
      Type.Literal('debug'),
      Type.Literal('info'),
      Type.Literal('warn'),
      Type.Literal('error'),
      Type.Literal('fatal'),
      Type.Literal('silent'),
    ],
    { default: 'info', description: 'one of trace, debug, info, warn, error, fatal, silent' },
  ),
};

/** Settings of every process that speaks to Kafka. */
export const kafkaSettings = {
  KAFKA_BROKERS: Type.String({
    pattern: '^[^,\\s]+:\\d+(,[^,\\s]+:\\d+)*$',
    description: 'a comma-separated list of host:port',
  }),
  PARLEY_TOPIC_PREFIX: Type.String({
    pattern: '^[A-Za-z0-9._-]*$',
    default: 'parley.',
    description: 'a prefix of letters, digits, ".", "_" and "-"',
  }),
  PARLEY_PARTITIONS: Type.Integer({
    minimum: 1,
    maximum: 1_000,
    default: 24,
    description: 'a number of partitions between 1 and 1000',
  }),
};

/** Settings of every process that speaks to Postgres. */
export const databaseSettings = {
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    secret: true,
    description: 'a postgres:// URL',
  }),
};

/** Settings of a program that reads the log and a database, and serves nobody. */
export const LOG_AND_DATABASE_SETTINGS = Type.Object({ ...kafkaSettings, ...databaseSettings });

/** The key ring that seals secrets at rest; the first key seals, all open. See KeyRing. */
export const encryptionSettings = {
  PARLEY_ENCRYPTION_KEYS: Type.String({
    pattern: '^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=)*$',
    secret: true,
    description: 'a comma-separated list of id:base64 of 32 bytes',
  }),
};

/** The credential with which the services of one installation know each other over HTTP. */
export const serviceSettings = {
  PARLEY_SERVICE_TOKEN: Type.String({
    minLength: 32,
    secret: true,
    description: 'a secret of at least 32 characters that all services share',
  }),
};

/** Settings of every process that speaks to Zendesk. */
export const zendeskSettings = {
  ZENDESK_ALLOWED_HOSTS: Type.String({
    default: '',
    pattern: '^$|^[^,\\s/]+(,[^,\\s/]+)*$',
    description: 'a comma-separated list of host or host:port',
  }),
  PARLEY_ZENDESK_CALL_TIMEOUT_MS: Type.Integer({
    minimum: 1_000,
    maximum: 60_000,
    default: 15_000,
    description: 'the longest time of one call to Zendesk in ms, between 1000 and 60000',
  }),
};

/** How people of this installation call their conversation platform. */
export const platformNameSettings = {
  PARLEY_PLATFORM_NAME: Type.String({
    minLength: 1,
    default: 'Alcmeon',
    description: 'the name of the platform',
  }),
};

/** The parts of a comma-separated setting; empty parts are dropped. */
export function commaList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
