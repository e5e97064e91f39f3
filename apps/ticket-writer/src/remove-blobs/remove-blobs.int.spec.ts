import { MemoryBlobStore } from '@parley/blob-store';
import { fixedClock } from '@parley/testing';
import type { Entry } from '@parley/ticket-content';
import { PostgresWriter } from '../../test/postgres-writer';
import { facts, message, target } from '../../test/writer-world';
import { PostgresBlobUses } from '../persistence/blob-uses';
import { RemoveBlobs } from './remove-blobs';

const DAYS = 30;

describe('retention of inline files', () => {
  let writer: PostgresWriter;
  beforeAll(async () => {
    writer = await PostgresWriter.open();
  });
  afterAll(() => writer.close());
  beforeEach(() => writer.empty());

  const withBlob = (offset: number, blob: string): Entry => ({
    ...message(offset, 'see'),
    ...{ attachments: [{ id: 'a', contentType: 'image/png', blob }] },
  });

  it('K12: removes old files, and never one that a message on its way to Zendesk needs', async () => {
    const clock = fixedClock();
    const blobs = new MemoryBlobStore(clock);
    const put = (text: string) => blobs.put(Buffer.from(text));
    const sweep = new RemoveBlobs(blobs, new PostgresBlobUses(writer.database), DAYS);
    const [written, waiting, unfired, orphan] = [
      await put('1'),
      await put('2'),
      await put('3'),
      await put('4'),
    ];
    const pass = (days: number) => clock.advance(days * 86_400_000);
    const kept = async () =>
      (await Promise.all([written, waiting, unfired, orphan].map((hash) => blobs.find(hash, 10)))).map(
        (found) => found !== undefined,
      );
    await writer.intake.facts(facts([withBlob(1, written), withBlob(2, waiting), withBlob(3, unfired)]));
    await writer.intake.targets([target(1, 2)]);
    await writer.database.query(`update lane set achieved_epoch = 0, achieved_offset = 1`);

    expect(await sweep.run()).toBe(0);
    pass(DAYS + 1);
    expect(await sweep.run()).toBe(2);
    expect(await kept()).toEqual([false, true, false, true]);
    pass(DAYS + 1);
    expect(await sweep.run()).toBe(1);
    expect(await kept()).toEqual([false, true, false, false]);
    await writer.database.query(`update lane set achieved_offset = 2`);
    pass(DAYS + 1);
    expect(await sweep.run()).toBe(1);
    expect(await kept()).toEqual([false, false, false, false]);
  });

  it('K12: a lane that has written nothing yet needs the files of its whole history', async () => {
    const clock = fixedClock();
    const blobs = new MemoryBlobStore(clock);
    const hash = await blobs.put(Buffer.from('x'));
    await writer.intake.facts(facts([withBlob(1, hash)]));
    await writer.intake.targets([target(1, 1)]);
    clock.advance((DAYS + 1) * 86_400_000);
    expect(await new RemoveBlobs(blobs, new PostgresBlobUses(writer.database), DAYS).run()).toBe(0);
  });
});
