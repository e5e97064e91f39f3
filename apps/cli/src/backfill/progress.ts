import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { UserError } from '../user-error';
import type { Place } from './lines';

/** How far a file has been brought. */
export interface Progress extends Place {
  /** Events that the gateway has acknowledged. */
  readonly accepted: number;
  readonly rejected: number;
}

const NOTHING: Progress = { bytes: 0, lines: 0, accepted: 0, rejected: 0 };
/** Enough of a file's beginning to know it again. */
const HEAD_BYTES = 64 * 1024;

/** The note beside a file about how far it has been brought; written as a whole or not at all. */
export class ProgressNote {
  private constructor(
    private readonly path: string,
    private readonly head: string,
    readonly begun: Progress,
  ) {}

  /**
   * @param restart forgets what was noted before
   * @throws UserError when there is no such file, or another one than the note is about
   */
  static async open(file: string, restart: boolean): Promise<ProgressNote> {
    const path = `${file}.progress.json`;
    if (restart) await rm(path, { force: true });
    const noted = await readNote(path);
    const begun = noted?.progress ?? NOTHING;
    const size = await sizeOf(file);
    const head = await hashOfHead(file, noted?.headBytes ?? Math.min(HEAD_BYTES, size));
    if (noted !== undefined && (noted.head !== head || size < begun.bytes)) {
      throw new UserError(
        `${file} is not the file that ${path} is about. Give --restart to send it from its beginning (what was sent has no effect twice).`,
      );
    }
    return new ProgressNote(
      path,
      JSON.stringify({ head, headBytes: noted?.headBytes ?? Math.min(HEAD_BYTES, size) }),
      begun,
    );
  }

  async write(progress: Progress): Promise<void> {
    const text = JSON.stringify({ ...(JSON.parse(this.head) as object), progress });
    await writeFile(`${this.path}.new`, `${text}\n`);
    await rename(`${this.path}.new`, this.path);
  }
}

interface Note {
  readonly head: string;
  readonly headBytes: number;
  readonly progress: Progress;
}

async function readNote(path: string): Promise<Note | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Note);
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new UserError(`There is no file ${file}.`);
  return found.size;
}

/** Files may grow between two runs, so as many bytes as were hashed first are hashed again. */
async function hashOfHead(file: string, bytes: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
  } finally {
    await handle.close();
  }
}
