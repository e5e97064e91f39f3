import { Type, type Static } from '@sinclair/typebox';
import {
  databaseSettings,
  encryptionSettings,
  httpSettings,
  kafkaSettings,
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
});
export type CustomerServiceConfig = Readonly<Static<typeof CustomerServiceConfig>>;
