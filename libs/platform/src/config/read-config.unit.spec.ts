import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { databaseSettings, encryptionSettings, httpSettings, kafkaSettings } from './common-settings';
import { ConfigError, maskedSummary, readConfig } from './read-config';

const schema = Type.Object({ ...httpSettings, ...kafkaSettings, ...databaseSettings });
const good = {
  PORT: '3000',
  KAFKA_BROKERS: 'kafka:9092',
  DATABASE_URL: 'postgres://user:pa55word@db/parley',
};

describe('readConfig', () => {
  it('converts, fills in defaults and drops what the schema does not know', () => {
    expect(readConfig(schema, { ...good, HOME: '/root', LOG_LEVEL: '' })).toEqual({
      PORT: 3000,
      HOST: '0.0.0.0',
      LOG_LEVEL: 'info',
      KAFKA_BROKERS: 'kafka:9092',
      PARLEY_TOPIC_PREFIX: 'parley.',
      PARLEY_PARTITIONS: 24,
      DATABASE_URL: good.DATABASE_URL,
    });
  });

  it('gives settings that cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig(schema, good))).toBe(true);
  });

  it('names every fault at once and shows no value', () => {
    const secret = 'hunter2-the-secret';
    const faults = faultsOf({ PORT: secret, KAFKA_BROKERS: `${secret} x`, LOG_LEVEL: secret });
    expect(faults.faults).toEqual([
      { name: 'PORT', problem: 'must be a port number' },
      { name: 'LOG_LEVEL', problem: 'must be one of trace, debug, info, warn, error, fatal, silent' },
      { name: 'KAFKA_BROKERS', problem: 'must be a comma-separated list of host:port' },
      { name: 'DATABASE_URL', problem: 'is missing' },
    ]);
    expect(JSON.stringify([faults.faults, faults.message, faults.stack])).not.toContain(secret);
    expect(faults).toMatchObject({ code: 'config-invalid', retryable: false });
  });

  it('quotes the schema, not the value, where a property has no description', () => {
    const faults = faultsOf({ COUNT: 'many' }, Type.Object({ COUNT: Type.Integer({ minimum: 1 }) }));
    expect(faults.message).toBe('The configuration has faults: COUNT is wrong: expected integer');
  });

  it('refuses a key ring whose keys are not 32 bytes', () => {
    const ring = Type.Object(encryptionSettings);
    const short = `k1:${Buffer.alloc(31).toString('base64')}`;
    expect(faultsOf({ PARLEY_ENCRYPTION_KEYS: short }, ring).faults).toEqual([
      { name: 'PARLEY_ENCRYPTION_KEYS', problem: 'must be a comma-separated list of id:base64 of 32 bytes' },
    ]);
    const right = `k1:${Buffer.alloc(32).toString('base64')}`;
    expect(readConfig(ring, { PARLEY_ENCRYPTION_KEYS: right })).toEqual({ PARLEY_ENCRYPTION_KEYS: right });
  });

  describe('with NAME_FILE', () => {
    const dir = mkdtempSync(join(tmpdir(), 'parley-config-'));
    const file = join(dir, 'url');
    beforeAll(() => writeFileSync(file, 'postgres://from-file/db\n'));
    afterAll(() => rmSync(dir, { recursive: true }));
    const { DATABASE_URL, ...rest } = good;

    it('reads the value from the file', () => {
      expect(readConfig(schema, { ...rest, DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
        'postgres://from-file/db',
      );
    });

    it('prefers the variable itself', () => {
      expect(readConfig(schema, { ...rest, DATABASE_URL, DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
        DATABASE_URL,
      );
    });

    it('names the variable when the file cannot be read', () => {
      expect(faultsOf({ ...rest, DATABASE_URL_FILE: join(dir, 'gone') }).faults).toEqual([
        { name: 'DATABASE_URL', problem: 'cannot be read from the file that DATABASE_URL_FILE names' },
      ]);
    });
  });
});

describe('maskedSummary', () => {
  it('shows settings, hides secrets, and takes passwords out of URLs', () => {
    const described = Type.Object({ ...databaseSettings, PROXY: Type.String(), RETRIES: Type.Integer() });
    const config = { DATABASE_URL: 'postgres://u:pw@db/p', PROXY: 'http://u:pw@proxy:1', RETRIES: 3 };
    expect(maskedSummary(described, config)).toEqual({
      DATABASE_URL: '***',
      PROXY: 'http://u:***@proxy:1',
      RETRIES: 3,
    });
  });
});

function faultsOf(env: Record<string, string>, of: Parameters<typeof readConfig>[0] = schema): ConfigError {
  try {
    readConfig(of, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('No fault was found');
}
