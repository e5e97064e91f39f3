import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './stack';

/** One line of the report: what was measured, what came out, what is asked for, and whether it holds. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly target: string;
  /** `undefined` for figures that only inform. */
  readonly holds?: boolean;
}

const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

/** The machine, as far as it bears on the figures. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const row = (figure: Figure): string => {
    const verdict = figure.holds === undefined ? '' : figure.holds ? 'yes' : '**no**';
    return `| ${figure.name} | ${figure.value} | ${figure.target} | ${verdict} |`;
  };
  return ['| figure | measured | target | holds |', '|---|---|---|---|', ...figures.map(row)].join('\n');
}

/** Replaces the figures in `bench/README.md`. */
export function publish(figures: readonly Figure[]): void {
  const path = join(ROOT, 'bench/README.md');
  const text = readFileSync(path, 'utf8');
  const head = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
  const tail = text.slice(text.indexOf(END));
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(path, `${head}\n\nMeasured on ${day}: ${machine()}.\n\n${table(figures)}\n\n${tail}`);
}
