import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Thrown when an answer is packed in a way that nobody asked for and that is not known. */
export class UnknownEncodingError extends Error {}

const UNPACKERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/**
 * Reads a body as it comes, unpacked where it is packed; undefined once it turns out larger than `maxBytes`.
 *
 * @throws what reading throws, and UnknownEncodingError
 */
export async function readLimited(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const stream = unpacked(body, encoding);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop ends the stream, and with it the connection.
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function unpacked(body: Readable, encoding: string | undefined): Readable {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  const known = Object.entries(UNPACKERS).find(([one]) => one === name)?.[1];
  if (known === undefined) throw new UnknownEncodingError('The answer is packed in an unknown way');
  const unpacker = known();
  body.on('error', (error) => unpacker.destroy(error));
  unpacker.on('close', () => body.destroy());
  return body.pipe(unpacker);
}
