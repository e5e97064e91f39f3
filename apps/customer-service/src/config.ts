import { Type, type Static } from '@sinclair/typebox';
import {
  databaseSettings,
  encryptionSettings,
  httpSettings,
  kafkaSettings,
  serviceSettings,
  zendeskSettings,
} from '@parley/platform';

/** Settings of customer-service, all from the environment. */
export const CustomerServiceConfig = Type.Object({
  ...httpSettings,
  PORT: Type.Integer({ ...httpSettings.PORT, default: 3002 }),
  ...kafkaSettings,
  ...databaseSettings,
  ...encryptionSettings,
  ...zendeskSettings,
  ...serviceSettings,
  PARLEY_CUSTOMER_CHECK_SECONDS: Type.Number({
    minimum: 1,
    maximum: 3_600,
    default: 300,
    description: 'a number of seconds between 1 and 3600: how often known customers are looked at (C4)',
  }),
});
export type CustomerServiceConfig = Readonly<Static<typeof CustomerServiceConfig>>;
