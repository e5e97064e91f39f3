import { appendFile, readFile, rm, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { UserError } from '../user-error';
import { backfill, type RejectedLine } from './backfill';
import { ProgressNote, type Progress } from './progress';
import { HttpPublisher } from './publisher';

export const BACKFILL_HELP = `npm run backfill -- FILE [options]

Brings history from before Parley in: FILE has one CloudEvent (structured JSON) a line, in the order in which things
happened, with its original time. Run the same command again to go on where it ended; nothing has an effect twice.

  --url URL            the gateway (PARLEY_URL; else the local stack)
  --token-file PATH    the publisher's token (PARLEY_PUBLISHER_TOKEN; else the local stack's)
  --window N           most events ahead of what Parley has applied (1000); fewer are kinder to live traffic
  --restart            forgets how far an earlier run came
  --help

Exit code: 0 all went, 1 some lines were refused (FILE.rejected.ndjson says which and why), 2 wrong use.`;

interface Gateway {
  readonly url: string;
  readonly token: string;
}

/** Runs `backfill`. @throws UserError for what the person can put right */
export async function backfillCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(words);
  const [file, ...more] = positionals;
  if (values.help || file === undefined || more.length > 0) {
    console.log(BACKFILL_HELP);
    return values.help ? 0 : 2;
  }
  const window = Number(values.window);
  if (!Number.isInteger(window) || window < 1)
    throw new UserError('--window must be a whole number from 1 on.');
  const gateway = await gatewayOf(values.url, values['token-file']);
  const note = await ProgressNote.open(file, values.restart);
  const rejections = `${file}.rejected.ndjson`;
  if (note.begun.lines === 0) await rm(rejections, { force: true });
  const show = await progressLine(file, note.begun);
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const waits = (why: string, ms: number): void => console.error(`  waiting ${ms / 1_000} s: ${why}`);
  const end = await backfill(file, window, {
    publisher: new HttpPublisher(gateway.url, gateway.token, waits),
    note,
    reject: (lines) => appendFile(rejections, lines.map(asLine).join('')),
    onProgress: show,
    isStopping: () => stopping.signal.aborted,
  });
  console.log(
    `${stopping.signal.aborted ? 'Stopped' : 'Done'}: ${end.accepted} events accepted, ${end.rejected} lines refused.`,
  );
  if (stopping.signal.aborted) console.log('The same command goes on from here.');
  if (end.rejected > 0) console.log(`Which lines, and why: ${rejections}`);
  return end.rejected > 0 ? 1 : 0;
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        'token-file': { type: 'string' },
        window: { type: 'string', default: '1000' },
        restart: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : ''}\n\n${BACKFILL_HELP}`);
  }
}

async function gatewayOf(url: string | undefined, tokenFile: string | undefined): Promise<Gateway> {
  const given = {
    url: url ?? process.env['PARLEY_URL'],
    token: tokenFile === undefined ? process.env['PARLEY_PUBLISHER_TOKEN'] : await tokenIn(tokenFile),
  };
  const stack = given.url === undefined ? await localStack() : undefined;
  const [at, token] = [given.url ?? stack?.gatewayUrl, given.token ?? stack?.publisherToken];
  if (at === undefined)
    throw new UserError(
      'No gateway: give --url, set PARLEY_URL, or start the local stack with "npm run stack".',
    );
  if (token === undefined)
    throw new UserError(
      'No credential: give --token-file or set PARLEY_PUBLISHER_TOKEN to a publisher’s token.',
    );
  return { url: at.replace(/\/$/, ''), token };
}

async function tokenIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UserError(`The token file ${path} cannot be read.`);
  return text.trim();
}

async function localStack(): Promise<
  { readonly gatewayUrl: string; readonly publisherToken: string } | undefined
> {
  const folder = process.env['PARLEY_STATE_DIR'] ?? '.parley';
  const text = await readFile(`${folder}/stack.json`, 'utf8').catch(() => undefined);
  return text === undefined
    ? undefined
    : (JSON.parse(text) as { gatewayUrl: string; publisherToken: string });
}

/** Shows how far it is: one line that is written over on a terminal, one a tenth of the file elsewhere. */
async function progressLine(file: string, begun: Progress): Promise<(progress: Progress) => void> {
  const { size } = await stat(file);
  if (begun.lines > 0) console.log(`Going on after line ${begun.lines}.`);
  let shown = -1;
  return ({ bytes, lines, accepted, rejected }) => {
    const percent = size === 0 ? 100 : Math.floor((100 * bytes) / size);
    const text = `${String(percent).padStart(3)} %  line ${lines}, ${accepted} accepted, ${rejected} refused`;
    if (process.stdout.isTTY) process.stdout.write(`\r${text}${bytes >= size ? '\n' : ''}`);
    else if (Math.floor(percent / 10) > shown) console.log(text);
    shown = Math.floor(percent / 10);
  };
}

function asLine(line: RejectedLine): string {
  return `${JSON.stringify(line)}\n`;
}
