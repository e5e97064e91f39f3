import { configureLogging, type Database } from '@parley/platform';
import { lockConfiguration } from '../src';
import { aBatch } from './support/batches';
import { MemoryCase } from './support/memory-case';
import { someoneWaits } from './support/postgres-eyes';
import { Gate } from './support/recorder';
import { said, type TallyService } from './support/tally-service';

configureLogging({ level: 'silent' });

const LOCK = 4_711n;

/**
 * A service whose fold depends on a switch, and a change of the switch that re-evaluates what was folded before it. Whichever
 * comes first, every event must be acted upon: by the batch that saw the switch on, or by the re-evaluation.
 */
describe('a configuration change that races with a batch', () => {
  const { group, topic } = { group: 'tally', topic: 'said' };
  let one: MemoryCase;
  let service: TallyService;

  beforeEach(async () => {
    one = await MemoryCase.create();
    await one.database.query(`create table switch (is_on boolean not null)`);
    await one.database.query(`create table acted (event_id text not null, by text not null)`);
    await one.database.query(`insert into switch values (false)`);
    service = one.service({ configurationLock: LOCK });
  });

  afterEach(() => one.close());

  /** Reads the switch inside the batch's transaction, and acts when it is on. */
  const actWhenOn = (between: () => Promise<void>): void => {
    service.interrupt = async (tx, events) => {
      const [configuration] = await tx.query<{ is_on: boolean }>(`select is_on from switch`);
      await between();
      if (configuration?.is_on === true)
        await tx.query(`insert into acted select id, 'batch' from unnest($1::text[]) as t (id)`, [
          events.map(({ event }) => event.id),
        ]);
    };
  };
  /** Switches on, and acts for everything folded so far that nobody acted for. */
  const switchOn = (database: Database, locked: () => void): Promise<void> =>
    database.transaction(async (tx) => {
      await lockConfiguration(tx, LOCK);
      locked();
      await tx.query(`update switch set is_on = true`);
      await tx.query(`insert into acted select event_id, 're-evaluation' from folded
        where event_id not in (select event_id from acted)`);
    });
  const acted = (): Promise<unknown[]> => one.database.query(`select * from acted order by event_id`);

  it('waits for the batch that did not see it, and then finds what that batch wrote', async () => {
    const [inside, go] = [new Gate(), new Gate()];
    actWhenOn(async () => {
      inside.open();
      await go.opened;
    });
    const storing = service.processor.process(aBatch(group, [said(topic, 'ada', 'e1')]), service.work);
    await inside.opened;
    let gotLock = false;
    const changing = switchOn(one.database, () => (gotLock = true));
    await someoneWaits(one.database);
    expect(gotLock).toBe(false);
    go.open();
    await Promise.all([storing, changing]);
    expect(await acted()).toEqual([{ event_id: 'e1', by: 're-evaluation' }]);
  });

  it('makes a batch wait, which then sees it', async () => {
    actWhenOn(() => Promise.resolve());
    const [holding, go] = [new Gate(), new Gate()];
    const changing = one.database.transaction(async (tx) => {
      await lockConfiguration(tx, LOCK);
      await tx.query(`update switch set is_on = true`);
      holding.open();
      await go.opened;
    });
    await holding.opened;
    const storing = service.processor.process(aBatch(group, [said(topic, 'ada', 'e1')]), service.work);
    await someoneWaits(one.database);
    expect(service.contexts).toEqual([]);
    go.open();
    await changing;
    expect(await storing).toEqual({ kind: 'stored', nextOffset: 1 });
    expect(await acted()).toEqual([{ event_id: 'e1', by: 'batch' }]);
  });

  it('does not keep two batches from running side by side', async () => {
    await service.positions.assigned(group, [{ topic, partition: 1, startOffset: 0 }]);
    const gates = [new Gate(), new Gate()];
    let entered = 0;
    service.interrupt = async () => {
      gates[entered]?.open();
      entered += 1;
      await gates[1]?.opened;
    };
    const outcomes = await Promise.all([
      service.processor.process(aBatch(group, [said(topic, 'ada', 'e1')]), service.work),
      service.processor.process(aBatch(group, [said(topic, 'bob', 'e2')], { partition: 1 }), service.work),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stored']);
  });
});
