import { databaseSettings, httpSettings, kafkaSettings } from '@parley/platform';
import { type Static, Type } from '@sinclair/typebox';

/** Settings of the trigger-evaluator. */
export const SETTINGS = Type.Object({
  ...httpSettings,
  PORT: Type.Integer({ ...httpSettings.PORT, default: 3001 }),
  ...kafkaSettings,
  ...databaseSettings,
  EVALUATOR_FETCH_BYTES: Type.Integer({
    minimum: 16_384,
    maximum: 16_777_216,
    default: 1_048_576,
    description: 'the most bytes of one partition in one batch, 16384 to 16777216',
  }),
  EVALUATOR_PAGE_SIZE: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 500,
    description: 'the conversations looked at again in one transaction, 1 to 10000',
  }),
});

/** Settings of the trigger-evaluator, parsed. */
export type Settings = Readonly<Static<typeof SETTINGS>>;

/** Settings of `migrate`. */
export const MIGRATE_SETTINGS = Type.Object({
  LOG_LEVEL: httpSettings.LOG_LEVEL,
  ...kafkaSettings,
  ...databaseSettings,
});
