import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InboundEvent } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { becomesTicket, Desk, everythingStillHolds, publishOverHttp, Story, theStack } from '../src';

const TEXTS = Array.from({ length: 15 }, (_, index) => `Text ${index}`);
const COMMAND = join(__dirname, '../../../apps/cli/dist/main.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-backfill-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
afterAll(everythingStillHolds);

/** Starts the command as a person would; `ended` gives its exit code. */
function backfill(...words: readonly string[]) {
  const { gatewayUrl, publisherToken } = theStack();
  const env = { ...process.env, PARLEY_URL: gatewayUrl, PARLEY_PUBLISHER_TOKEN: publisherToken };
  const child = spawn(process.execPath, [COMMAND, 'backfill', ...words], { env, stdio: 'ignore' });
  return { child, ended: new Promise<number | null>((resolve) => child.once('exit', resolve)) };
}

const asLines = (events: readonly InboundEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

describe('npm run backfill', () => {
  it('K1 T1 brings history in with its own times, through kill -9, and live messages follow it', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const file = join(folder, 'history.ndjson');
    const keep = (events: readonly InboundEvent[]) => {
      writeFileSync(file, asLines(events), { flag: 'a' });
      return Promise.resolve();
    };
    const others = Array.from(
      { length: 40 },
      (_, index) => new Story(desk, { id: `old-${index}`, publish: keep }),
    );
    for (const other of others)
      await other.tells((it) => TEXTS.reduce((told, text) => told.contactWrites(text), it));
    let toFile = true;
    const story = new Story(desk, {
      id: 'history',
      publish: (events) => (toFile ? keep(events) : publishOverHttp(events)),
    });
    await story.tells((it) => it.contactWrites('Long ago').advisorReplies('Hi').contactWrites('Thanks'));
    await story.isAssociatedWith(ada);

    const first = backfill(file, '--window', '200');
    const note = `${file}.progress.json`;
    await eventually(() => readFileSync(note, 'utf8').length > 0, { describe: 'the first progress' });
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await backfill(file).ended).toBe(0);
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ progress: { lines: 604, rejected: 0 } });
    await becomesTicket(story, { requester: ada });
    toFile = false;
    await story.tells((it) => it.contactWrites('And today'));
    await becomesTicket(story, { requester: ada });
  });

  it('says which lines do not go, and why, and sends the others', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const file = join(folder, 'history.ndjson');
    const story = new Story(desk, {
      publish: (events) => {
        const bad = `{"half": \n${JSON.stringify({ ...events[0], id: `bad-${desk.run}`, type: 'nonsense' })}\n`;
        writeFileSync(file, bad + asLines(events));
        return Promise.resolve();
      },
    });
    await story.tells((it) =>
      it.contactWrites('Hello').advisorReplies('Hi').contactIsAssociated(desk.organizationId, ada.id),
    );
    expect(await backfill(file).ended).toBe(1);
    const lines = readFileSync(`${file}.rejected.ndjson`, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ line: 1, code: 'unreadable-line' }),
      expect.objectContaining({ line: 2, code: 'type-unknown', pointer: '/type' }),
    ]);
    await becomesTicket(story, { requester: ada });
  });

  it('tells a person what is wrong with the call', async () => {
    expect(await backfill('--help').ended).toBe(0);
    expect(await backfill(join(folder, 'nothing.ndjson')).ended).toBe(2);
    expect(await backfill('--window', 'x', 'y').ended).toBe(2);
  });
});
