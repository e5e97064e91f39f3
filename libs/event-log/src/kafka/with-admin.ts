import type { Admin } from 'kafkajs';
import { createKafka } from './kafka-client';

/** Runs a piece of administration over a connection of its own. */
export async function withAdmin<T>(
  brokers: readonly string[],
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = createKafka({ brokers, clientId: 'parley-administration' }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
