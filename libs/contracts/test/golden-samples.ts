import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SOURCES = join(__dirname, '..', 'src');

/** A file under a `__golden__` folder of the sources. */
export interface GoldenFile {
  /** Path below `src`, for the title of a test. */
  readonly path: string;
  readonly content: unknown;
}

/** A sample that must be refused, with every fault expected, in order. */
export interface RefusedSample {
  readonly name: string;
  readonly faults: readonly { readonly code: string; readonly pointer: string }[];
  readonly event: unknown;
}

function goldenFiles(folder: string): readonly GoldenFile[] {
  const root = join(SOURCES, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('__golden__/') && name.endsWith('.json'))
    .sort()
    .map((name) => {
      const content: unknown = JSON.parse(readFileSync(join(root, name), 'utf8'));
      return { path: relative(SOURCES, join(root, name)), content };
    });
}

/** Samples under `folder` that every later release must still read. */
export function acceptedSamples(folder: string): readonly GoldenFile[] {
  return goldenFiles(folder).filter(({ path }) => !path.endsWith('.invalid.json'));
}

/** Samples under `folder` that must be refused. */
export function refusedSamples(folder: string): readonly (RefusedSample & { readonly path: string })[] {
  return goldenFiles(folder)
    .filter(({ path }) => path.endsWith('.invalid.json'))
    .flatMap(({ path, content }) =>
      (content as readonly RefusedSample[]).map((sample) => ({ path, ...sample })),
    );
}

/** The CloudEvents type of a sample. */
export function typeOf(sample: unknown): string {
  return (sample as { readonly type: string }).type;
}
