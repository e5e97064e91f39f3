import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { registerCodecs } from './codecs';

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}

describe('zstd', () => {
  it('is understood, so that a compressed batch of a producer does not end a consumer', async () => {
    registerCodecs();
    const codec = (CompressionCodecs[CompressionTypes.ZSTD] as () => Codec)();
    const text = Buffer.from('My parcel never came. '.repeat(100));
    const compressed = await codec.compress({ buffer: text });
    expect(compressed.length).toBeLessThan(text.length);
    expect(await codec.decompress(compressed)).toEqual(text);
  });
});
