import type { Transaction } from '@parley/platform';
import { PostgresWriter } from '../../test/postgres-writer';
import { CLAIM } from '../../test/store-under-test';
import { customer, facts, introduce, message, organization, target } from '../../test/writer-world';
import { PostgresIntake } from './postgres-intake';

/** The flows that can make a lane workable. Any two of them may be in their transactions at the same time. */
const FLOWS = {
  transcript: (tx: Transaction) => new PostgresIntake(tx).facts(facts([message(1, 'one')])),
  target: (tx: Transaction) => new PostgresIntake(tx).targets([target(1, 1)]),
  customer: (tx: Transaction) => new PostgresIntake(tx).customers([customer({ version: 2 })]),
};
const NAMES = Object.keys(FLOWS) as (keyof typeof FLOWS)[];
const PAIRS = NAMES.flatMap((first) =>
  NAMES.filter((second) => second !== first).map((second) => [first, second] as const),
);

describe('two flows that meet', () => {
  let writer: PostgresWriter;
  beforeAll(async () => {
    writer = await PostgresWriter.open();
  });
  afterAll(() => writer.close());

  it.each(PAIRS)('miss no wake-up: %s commits after %s began', async (first, second) => {
    await writer.empty();
    await introduce(writer.intake, organization());
    await writer.database.query(`update customer set blocked_reason = 'customer-suspended'`);
    for (const name of NAMES) {
      if (name !== first && name !== second) await writer.database.transaction(FLOWS[name]);
    }
    let later: Promise<boolean> | undefined;
    await writer.database.transaction(async (tx) => {
      await FLOWS[first](tx);
      later = writer.database.transaction(FLOWS[second]);
      // The other flow runs as far as it can: until it ends, or until it waits for this one.
      await Promise.race([later, waitsForLock(writer)]);
    });
    await later;
    expect(await writer.lanes.claim(CLAIM)).toHaveLength(1);
  });
});

async function waitsForLock(writer: PostgresWriter): Promise<void> {
  for (;;) {
    const waiting = await writer.database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
  }
}
