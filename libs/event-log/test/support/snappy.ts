import { CompressionCodecs, CompressionTypes } from 'kafkajs';

/** A snappy block that is one literal: valid for every reader, and not a byte smaller. */
function snappyLiteral(data: Buffer): Buffer {
  if (data.length > 65_536) throw new RangeError('One literal holds 64 KiB');
  const length: number[] = [];
  for (let rest = data.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  const last = data.length - 1;
  return Buffer.concat([Buffer.from([...length, 61 << 2, last & 255, last >> 8]), data]);
}

/** Runs `work` while the client can write snappy; afterwards it knows as little of it as before. */
export async function withSnappyWriter(work: () => Promise<void>): Promise<void> {
  const before = CompressionCodecs[CompressionTypes.Snappy];
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: (encoder: { readonly buffer: Buffer }) => Promise.resolve(snappyLiteral(encoder.buffer)),
    decompress: () => Promise.reject(new Error('only for writing')),
  });
  try {
    await work();
  } finally {
    CompressionCodecs[CompressionTypes.Snappy] = before;
  }
}
