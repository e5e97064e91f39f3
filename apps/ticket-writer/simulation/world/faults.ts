import type { Process } from '../engine/process';
import type { Scheduler } from '../engine/scheduler';
import type { Answer } from './sim-zendesk';

/** What becomes of one call on the wire. */
export type CallFault = {
  /** Whether Zendesk applies what it answers with an error. */
  readonly applies: boolean;
  readonly thereMs: number;
  readonly backMs: number;
} & (
  | {
      readonly kind:
        'none' | 'not-sent' | 'lost-request' | 'reset-before' | 'lost-answer' | 'reset-after' | 'held';
    }
  | { readonly kind: 'answered'; readonly answer: Answer }
);

/** How long a process may be stopped: a breath, a lease, a settle time, an hour. */
const SLEEPS_MS = [3_000, 11_000, 30_000, 130_000, 600_000, 3_600_000] as const;
/** Zendesk forgets a key after two hours; a sender that sleeps longer is not promised (docs/reliability.md). */
const MOST_ASLEEP_MS = 100 * 60_000;
const MOST_STEPS_ASLEEP = 100;
/** A request that is on its way arrives within this time or never; the settle time is longer. */
const LATE_MS = [9_000, 15_000, 40_000, 90_000] as const;

/** A request whose connection is already gone may still reach Zendesk, held by something in between. */
const HELD_MS = [250, 450, 900] as const;

const TOO_MANY: Answer = {
  status: 429,
  body: { error: 'TooManyRequests' },
  headers: { 'retry-after': '3', 'zendesk-ratelimit-tickets-update': 'total=100; remaining=0; resets=3' },
};
const ANSWERS: readonly { readonly answer: Answer; readonly applies: boolean }[] = [
  { answer: { status: 500, body: {} }, applies: false },
  { answer: { status: 502, body: {} }, applies: true },
  { answer: TOO_MANY, applies: false },
  { answer: { status: 409, body: { error: 'DatabaseConflict' } }, applies: true },
  { answer: { status: 503, body: {}, headers: { 'retry-after': '2' } }, applies: false },
];

/** What goes wrong in a schedule, as its tape says; all of it stops when the story ends. */
export class Faults {
  private isOver = false;
  private asleepMs = 0;
  /** When a process or a connection to the database last failed. */
  lastMishapMs = -1;
  /** Chance of each kind, drawn once, so that some schedules are wild in one way and calm in another. */
  private readonly ofProcess: number;
  private readonly ofNetwork: number;
  private readonly ofDatabase: number;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly on: { crash(process: Process): void; sleep(process: Process): void },
  ) {
    const { tape } = scheduler;
    const chances = [0, 0.01, 0.03, 0.08];
    this.ofProcess = (chances[tape.pick(4)] ?? 0) / 2;
    this.ofNetwork = (chances[tape.pick(4)] ?? 0) * 4;
    this.ofDatabase = (chances[tape.pick(4)] ?? 0) / 4;
    scheduler.disorder = [0, 0.1, 0.5][tape.pick(3)] ?? 0;
    scheduler.beforeGoingOn = (process, label) => this.befall(process, label);
  }

  /** From now on nothing goes wrong any more. */
  stop(): void {
    this.isOver = true;
  }

  /** What becomes of a call; `writes` may be applied although nobody hears of it. */
  ofCall(writes: boolean): CallFault {
    const { tape } = this.scheduler;
    const calm = { applies: false, thereMs: 40, backMs: 60 } as const;
    const chosen = this.isOver ? 0 : tape.rarely(this.ofNetwork, writes ? 9 : 3);
    switch (chosen) {
      case 0:
        return { ...calm, kind: 'none' };
      case 1:
        return { ...calm, kind: 'not-sent' };
      case 2:
        return { ...calm, kind: 'reset-before' };
      case 3:
        return { ...calm, ...(ANSWERS[0] ?? calm), kind: 'answered', answer: { status: 500, body: {} } };
      case 4:
        return { ...calm, kind: 'lost-request' };
      case 5:
        return { ...calm, kind: 'lost-answer', thereMs: LATE_MS[tape.pick(LATE_MS.length)] ?? 0 };
      case 6:
        return { ...calm, kind: 'reset-after' };
      case 7:
        return { ...calm, kind: 'none', backMs: LATE_MS[tape.pick(2)] ?? 0 };
      case 8:
        return { ...calm, kind: 'held', thereMs: HELD_MS[tape.pick(HELD_MS.length)] ?? 0 };
      default: {
        const { answer, applies } = ANSWERS[tape.pick(ANSWERS.length)] ?? {
          answer: TOO_MANY,
          applies: false,
        };
        return { ...calm, kind: 'answered', answer, applies };
      }
    }
  }

  /** Whether a statement's connection breaks: before it ran, or after it was committed and before anybody heard. */
  ofStatement(): 'none' | 'before' | 'after' {
    const chosen = this.isOver ? 0 : this.scheduler.tape.rarely(this.ofDatabase, 2);
    if (chosen === 0) return 'none';
    this.lastMishapMs = this.scheduler.nowMs;
    return chosen === 1 ? 'before' : 'after';
  }

  private befall(process: Process, label: string): void {
    if (this.isOver) return;
    const { tape } = this.scheduler;
    // Right before the first byte of a write a stop does most harm.
    const chosen = tape.rarely(this.ofProcess * (label.startsWith('writes P') ? 4 : 1), 2);
    if (chosen !== 0) this.lastMishapMs = this.scheduler.nowMs;
    if (chosen === 1) this.on.crash(process);
    if (chosen === 2) this.stopFor(process, SLEEPS_MS[tape.pick(SLEEPS_MS.length)] ?? 0);
  }

  private stopFor(process: Process, ms: number): void {
    if (this.asleepMs + Math.max(ms, MOST_ASLEEP_MS / 4) > MOST_ASLEEP_MS) return;
    // Half of them go on at some step of the others, when that may do most harm.
    const steps =
      this.scheduler.tape.pick(2) === 0 ? undefined : 1 + this.scheduler.tape.pick(MOST_STEPS_ASLEEP);
    this.asleepMs += ms;
    this.scheduler.sleep(process, steps === undefined ? ms : MOST_ASLEEP_MS / 4, steps);
    this.on.sleep(process);
  }
}

/** What the driver throws when a connection breaks. */
export function connectionBroken(): Error {
  return Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
}
