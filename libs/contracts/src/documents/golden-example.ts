import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRawEvent, type RawEvent } from '../parse/envelope';

const SAMPLE = /__golden__[\\/](v\d+)\.json$/;

function goldenSamples(folder: string): readonly RawEvent[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => SAMPLE.test(name))
    .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .filter(isRawEvent);
}

/** The golden sample of each event type, for examples in documents. Reads the files beside the sources or the build. */
export function goldenExamples(): ReadonlyMap<unknown, RawEvent> {
  return new Map(goldenSamples(join(__dirname, '..', 'events')).map((event) => [event.type, event]));
}

/** The golden sample of the organization document. */
export function goldenDocument(): unknown {
  return goldenSamples(join(__dirname, '..', 'organization'))[0];
}
