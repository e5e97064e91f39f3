import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backfill, type BackfillPorts, type RejectedLine } from './backfill';
import { ProgressNote, type Progress } from './progress';
import type { BackfillEvent, Publisher } from './publisher';

/** A gateway that keeps what it is sent; what it calls invalid says so in its id. */
class Door implements Publisher {
  readonly got: string[] = [];
  readonly requests: number[] = [];
  applied = 0;
  mostAhead = 0;

  publish(events: readonly BackfillEvent[]) {
    this.requests.push(events.length);
    const rejected = events.flatMap(({ id }, index) =>
      id.startsWith('bad') ? [{ index, id, code: 'data-invalid', detail: 'no', pointer: '/data' }] : [],
    );
    this.got.push(...events.map(({ id }) => id).filter((id) => !id.startsWith('bad')));
    this.mostAhead = Math.max(this.mostAhead, this.got.length - this.applied);
    return Promise.resolve({ accepted: events.length - rejected.length, rejected });
  }

  isApplied({ id }: { readonly id: string }) {
    this.applied = this.got.lastIndexOf(id) + 1;
    return Promise.resolve(true);
  }
}

const event = (id: string): string =>
  JSON.stringify({ specversion: '1.0', source: '/old', id, type: 't', data: {} });
const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `e${index + 1}`);

describe('backfill', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-backfill-'));
    file = join(folder, 'history.ndjson');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const rejections: RejectedLine[] = [];
  const run = async (door: Publisher, change: Partial<BackfillPorts> & { readonly window?: number } = {}) => {
    rejections.length = 0;
    const { window = 1_000, ...ports } = change;
    return backfill(file, window, {
      publisher: door,
      note: await ProgressNote.open(file, false),
      reject: (lines) => Promise.resolve(void rejections.push(...lines)),
      onProgress: () => undefined,
      isStopping: () => false,
      ...ports,
    });
  };
  const write = (lines: readonly string[]): void => {
    writeFileSync(file, lines.join('\n'));
  };

  it('T12 sends every line in order, in requests of 200 at most, with or without a last newline', async () => {
    for (const end of ['', '\n', '\r\n']) {
      const door = new Door();
      write(ids(450).map(event));
      writeFileSync(file, end, { flag: 'a' });
      rmSync(`${file}.progress.json`, { force: true });
      expect(await run(door)).toMatchObject({ lines: 450, accepted: 450, rejected: 0 });
      expect(door.got).toEqual(ids(450));
      expect(Math.max(...door.requests)).toBeLessThanOrEqual(200);
    }
  });

  it('names lines that do not go, by number, and sends the rest', async () => {
    const door = new Door();
    write([event('e1'), 'not json', '', event('bad-1'), event('e2'), '[]', '{"id":"x"}', event('e3')]);
    expect(await run(door)).toMatchObject({ accepted: 3, rejected: 4 });
    expect(door.got).toEqual(['e1', 'e2', 'e3']);
    expect(rejections.map(({ line, code }) => [line, code])).toEqual([
      [2, 'unreadable-line'],
      [4, 'data-invalid'],
      [6, 'unreadable-line'],
      [7, 'unreadable-line'],
    ]);
  });

  it('goes on where it was stopped, and where it died: nothing is left out', async () => {
    write(ids(1_000).map(event));
    const first = new Door();
    let requests = 0;
    const stopped = await run(first, { isStopping: () => (requests += 1) > 2 });
    expect(stopped.lines).toBe(400);
    const second = new Door();
    const died = run(second, {
      onProgress: ({ lines }: Progress) => {
        if (lines === 600) throw new Error('died');
      },
    });
    await expect(died).rejects.toThrow('died');
    const third = new Door();
    expect(await run(third)).toMatchObject({ lines: 1_000, accepted: 1_000 });
    expect([...first.got, ...second.got, ...third.got]).toEqual(ids(1_000));
  });

  it('never runs further ahead of what is applied than it may', async () => {
    write(ids(3_000).map(event));
    const door = new Door();
    await run(door, { window: 500 });
    expect(door.mostAhead).toBeLessThanOrEqual(500 + 200);
    expect(door.applied).toBe(3_000);
  });

  it('refuses to go on with another file, and goes on with one that has grown', async () => {
    write(ids(10).map(event));
    await run(new Door());
    writeFileSync(file, `\n${event('e11')}\n`, { flag: 'a' });
    const door = new Door();
    await run(door);
    expect(door.got).toEqual(['e11']);
    write(ids(20).map((id) => event(`other-${id}`)));
    await expect(run(new Door())).rejects.toThrow('--restart');
    const { progress } = JSON.parse(readFileSync(`${file}.progress.json`, 'utf8')) as { progress: Progress };
    expect(progress.accepted).toBe(11);
    await ProgressNote.open(file, true);
    expect(await run(new Door())).toMatchObject({ accepted: 20 });
  });

  it('keeps characters that lie across the borders of what is read at once', async () => {
    const text = JSON.parse(event('e1')) as object;
    const long = JSON.stringify({ ...text, data: { text: '👋é'.repeat(100_000) } });
    write([long, event('e2')]);
    const texts: string[] = [];
    const door = new Door();
    const publish = door.publish.bind(door);
    door.publish = (events) => {
      texts.push(...events.map((one) => one.text));
      return publish(events);
    };
    await run(door);
    expect(texts[0]).toBe(long);
    expect(door.got).toEqual(['e1', 'e2']);
  });
});
