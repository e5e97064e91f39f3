import type { Process } from './process';
import type { Tape } from './tape';

/** The machine's own, taken before simulated timers replace them. */
const realSetImmediate = setImmediate;

/** Something that may happen next: a call that reaches its port, an answer that reaches its process. */
interface Waiting {
  readonly process: Process | undefined;
  readonly label: string;
  readonly go: () => void;
}

interface Due extends Waiting {
  readonly atMs: number;
  readonly order: number;
}

/** A repeated duty; it never keeps the world going by itself. */
interface Ticking {
  readonly process: Process | undefined;
  readonly everyMs: number;
  readonly tick: () => void;
  nextMs: number;
}

/** No repeated duty counts further back than this many turns, so a long quiet time need not play them all. */
const MOST_TICKS = 12;
const TRACE_LINES = 4_000;

/** A deterministic world: one thing happens at a time, which one is on the tape, and time moves only when nothing else can. */
export class Scheduler {
  nowMs = 0;
  steps = 0;
  /** The process whose code runs now; timers that it sets are its own. */
  current: Process | undefined;
  /** How likely something else than the oldest happens next. */
  disorder = 0;
  /** Called before a process goes on from one of its points; may make it die or sleep. */
  beforeGoingOn: (process: Process, label: string) => void = () => undefined;
  readonly trace: string[] = [];
  private ready: Waiting[] = [];
  private due: Due[] = [];
  private ticking = new Set<Ticking>();
  private sleepers: Process[] = [];
  private orders = 0;

  constructor(
    readonly tape: Tape,
    private readonly keepsTrace: boolean,
  ) {}

  /** A step of a process ends here; it goes on when the tape says so, if it still lives. */
  point(process: Process, label: string): Promise<void> {
    return new Promise((resolve) => this.ready.push({ process, label, go: resolve }));
  }

  /** Something that happens at a process without its asking: an answer, a notification. */
  happen(process: Process | undefined, label: string, go: () => void): void {
    this.ready.push({ process, label, go });
  }

  /** Does something after a while; gives back what takes it off again. */
  after(ms: number, process: Process | undefined, label: string, go: () => void): Due {
    const due = { atMs: this.nowMs + Math.max(ms, 0), process, label, go, order: (this.orders += 1) };
    let place = this.due.length;
    while (place > 0 && (this.due[place - 1]?.atMs ?? 0) > due.atMs) place -= 1;
    this.due.splice(place, 0, due);
    return due;
  }

  /** Whether something of the world itself is still on its way. */
  get hasWorldEvents(): boolean {
    return this.due.some(({ process }) => process === undefined);
  }

  cancel(due: object): void {
    const place = this.due.findIndex((one) => one === due);
    if (place >= 0) this.due.splice(place, 1);
  }

  every(ms: number, process: Process | undefined, tick: () => void): Ticking {
    const ticking = { process, everyMs: ms, tick, nextMs: this.nowMs + ms };
    this.ticking.add(ticking);
    return ticking;
  }

  stopTicking(ticking: object): void {
    this.ticking.delete(ticking as Ticking);
  }

  /**
   * The process stops between two steps and goes on later, none the wiser: after a while, or as soon as the others have made
   * so many steps.
   */
  sleep(process: Process, forMs: number, forSteps = Infinity): void {
    process.sleepUntil(this.nowMs + forMs, this.steps + forSteps);
    this.sleepers.push(process);
    this.after(forMs, undefined, `${process.name} has slept enough`, () => this.wakeUp());
    this.note(`${process.name} is stopped for ${forMs} ms or ${forSteps} steps`);
  }

  /** The process is gone with everything that it had in hand. */
  kill(process: Process): void {
    process.die();
    this.ready = this.ready.filter((one) => one.process !== process);
    this.due = this.due.filter((one) => one.process !== process);
    for (const one of this.ticking) if (one.process === process) this.ticking.delete(one);
    this.note(`${process.name} dies`);
  }

  note(text: string): void {
    if (this.keepsTrace && this.trace.length < TRACE_LINES)
      this.trace.push(`${(this.nowMs / 1_000).toFixed(3).padStart(10)} s  ${text}`);
  }

  /** Lets everything run to its end that waits for nothing but itself. */
  drained(): Promise<void> {
    return new Promise((resolve) => realSetImmediate(resolve));
  }

  /** One thing happens. False when nothing can happen any more. */
  async step(): Promise<boolean> {
    await this.drained();
    this.steps += 1;
    if (this.sleepers.length > 0) this.wakeUp();
    const runnable = this.ready.filter(({ process }) => process?.isUp ?? true);
    const first = runnable[0];
    if (first === undefined) return this.passTime();
    const place = runnable.length > 1 ? this.tape.rarely(this.disorder, runnable.length - 1) : 0;
    this.run(runnable[place] ?? first);
    return true;
  }

  private wakeUp(): void {
    const isOver = ({ wakesAtMs, wakesAtStep }: Process) =>
      wakesAtMs <= this.nowMs || wakesAtStep <= this.steps;
    for (const process of this.sleepers.filter(isOver)) {
      process.wake();
      this.note(`${process.name} goes on`);
    }
    this.sleepers = this.sleepers.filter(({ isAsleep }) => isAsleep);
  }

  private run(next: Waiting): void {
    const { process } = next;
    if (process !== undefined) {
      this.beforeGoingOn(process, next.label);
      if (!process.isUp) {
        if (process.isDead) this.ready = this.ready.filter((one) => one.process !== process);
        return;
      }
      this.note(`${process.name}: ${next.label}`);
    }
    this.ready.splice(this.ready.indexOf(next), 1);
    this.current = process;
    next.go();
  }

  private passTime(): boolean {
    const place = this.due.findIndex(({ process }) => process?.isUp ?? true);
    const next = this.due[place];
    if (next === undefined) return false;
    this.due.splice(place, 1);
    this.moveTo(next.atMs);
    if (next.process === undefined) this.note(next.label);
    this.current = next.process;
    next.go();
    return true;
  }

  private moveTo(atMs: number): void {
    this.nowMs = Math.max(this.nowMs, atMs);
    for (const ticking of this.ticking) {
      if (ticking.nextMs > this.nowMs || ticking.process?.isUp === false) continue;
      const missed = Math.floor((this.nowMs - ticking.nextMs) / ticking.everyMs) + 1;
      ticking.nextMs += missed * ticking.everyMs;
      this.current = ticking.process;
      for (let tick = Math.min(missed, MOST_TICKS); tick > 0; tick -= 1) ticking.tick();
    }
  }
}
