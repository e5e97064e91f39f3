import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Schedules for one worker: seeds from `seed` on, every `step`-th, `count` of them. */
export interface Shift {
  readonly seed: number;
  readonly step: number;
  readonly count: number;
  /** The planted bug; with one the first find ends the shift. */
  readonly mutant?: string;
  /** Whether Postgres is put back to an earlier time in every schedule. */
  readonly restores?: boolean;
}

/** What a worker found in a schedule. */
export interface Find {
  readonly seed: number;
  readonly complaints: readonly string[];
}

/** What a worker tells while it works. */
export type Report =
  | {
      readonly kind: 'progress';
      readonly played: number;
      readonly steps: number;
      readonly simulatedMs: number;
      readonly cpuMs: number;
    }
  | { readonly kind: 'found'; readonly find: Find }
  | { readonly kind: 'done' };

/** Processes that play schedules side by side. */
export class Crew {
  private readonly workers: readonly ChildProcess[];

  constructor(readonly size: number) {
    this.workers = Array.from({ length: size }, () => fork(join(__dirname, 'worker.js')));
  }

  /** Plays `count` schedules from `seed` on; `onReport` hears everything but the ends of shifts. */
  async play(
    order: {
      readonly seed: number;
      readonly count: number;
      readonly mutant?: string;
      readonly restores?: boolean;
    },
    onReport: (report: Exclude<Report, { kind: 'done' }>) => void,
  ): Promise<void> {
    const { seed, count, ...planted } = order;
    await Promise.all(
      this.workers.map((worker, index) => {
        const mine = Math.floor((count - index + this.size - 1) / this.size);
        const shift: Shift = { ...planted, seed: seed + index, step: this.size, count: mine };
        return this.playShift(worker, shift, onReport);
      }),
    );
  }

  end(): void {
    for (const worker of this.workers) worker.disconnect();
  }

  private playShift(
    worker: ChildProcess,
    shift: Shift,
    onReport: (report: Exclude<Report, { kind: 'done' }>) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const onEnd = (code: number | null): void => reject(new Error(`A worker ended with ${String(code)}`));
      const onMessage = (report: Report): void => {
        if (report.kind !== 'done') {
          onReport(report);
          return;
        }
        worker.off('message', onMessage);
        worker.off('exit', onEnd);
        resolve();
      };
      worker.on('message', onMessage);
      worker.once('exit', onEnd);
      worker.send(shift);
    });
  }
}
