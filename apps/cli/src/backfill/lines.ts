import { open } from 'node:fs/promises';

/** One line of a file. */
export interface Line {
  /** Its number, from 1. */
  readonly number: number;
  readonly text: string;
  /** Where the next line begins, in bytes from the start of the file. */
  readonly endsAt: number;
}

/** Place in a file between two lines. */
export interface Place {
  readonly bytes: number;
  readonly lines: number;
}

const NEWLINE = 0x0a;
const CHUNK_BYTES = 256 * 1024;

/**
 * The lines from a place on, read as they are asked for. The last one need not end with a newline.
 * @throws RangeError for a line above `maxBytes`
 */
export async function* linesFrom(path: string, from: Place, maxBytes: number): AsyncGenerator<Line> {
  const file = await open(path, 'r');
  try {
    let number = from.lines;
    let endsAt = from.bytes;
    let rest: Buffer[] = [];
    let restBytes = 0;
    const line = (bytes: Buffer, withNewline: boolean): Line => {
      number += 1;
      endsAt += bytes.length + (withNewline ? 1 : 0);
      return { number, text: bytes.toString('utf8'), endsAt };
    };
    for (let position = from.bytes; ;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      let start = 0;
      const chunk = buffer.subarray(0, bytesRead);
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        yield line(Buffer.concat([...rest, chunk.subarray(start, end)]), true);
        rest = [];
        restBytes = 0;
        start = end + 1;
      }
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
      if (restBytes > maxBytes) throw new RangeError(`Line ${number + 1} is larger than ${maxBytes} bytes.`);
    }
    if (restBytes > 0) yield line(Buffer.concat(rest), false);
  } finally {
    await file.close();
  }
}
