/** What a clock remembers: a moment of the machine, the moment of the sandbox that belongs to it, and the speed since. */
export interface ClockState {
  machineMs: number;
  sandboxMs: number;
  /** Sandbox seconds per real second; 0 stands still. */
  rate: number;
}

/** The time of one account. It can be set, moved and sped up, so that weeks pass within a test. */
export class SandboxClock {
  constructor(
    readonly state: ClockState,
    private readonly machineNow: () => number = Date.now,
  ) {}

  /** A clock that shows the machine's time. */
  static initialState(): ClockState {
    const now = Date.now();
    return { machineMs: now, sandboxMs: now, rate: 1 };
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.state.sandboxMs + Math.floor((this.machineNow() - this.state.machineMs) * this.state.rate);
  }

  /** Shows this moment from now on. */
  set(ms: number): void {
    this.state.machineMs = this.machineNow();
    this.state.sandboxMs = ms;
  }

  /** Jumps by so many milliseconds; negative jumps go back. */
  advance(ms: number): void {
    this.set(this.now() + ms);
  }

  /** Runs at this speed from now on. */
  run(rate: number): void {
    this.set(this.now());
    this.state.rate = rate;
  }
}
