import type { Line } from './lines';

/** Lines that go in one request. */
export type Batch = readonly [Line, ...Line[]];

/** What one request may carry (contracts, section 5). */
export const MOST_EVENTS = 200;
export const MOST_BYTES = 4 * 1024 * 1024;

/** Groups lines, in order; a line that is too large for company goes alone. Empty lines go with their neighbours. */
export async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<Batch> {
  let batch: Line[] = [];
  let bytes = 0;
  for await (const line of lines) {
    const size = Buffer.byteLength(line.text);
    const [first, ...others] = batch;
    if (first !== undefined && (batch.length === MOST_EVENTS || bytes + size > MOST_BYTES)) {
      yield [first, ...others];
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  const [first, ...others] = batch;
  if (first !== undefined) yield [first, ...others];
}
