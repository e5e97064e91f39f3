/** One run of a service's process, as the scheduler sees it. What died never runs again; a restart is another process. */
export class Process {
  private fate: 'up' | 'asleep' | 'dead' = 'up';
  /** Simulated time at which a sleeping process goes on. */
  wakesAtMs = 0;
  /** Or the step of the world, whichever comes first: so it may wake between any two steps of another. */
  wakesAtStep = Infinity;

  constructor(readonly name: string) {}

  get isUp(): boolean {
    return this.fate === 'up';
  }

  get isDead(): boolean {
    return this.fate === 'dead';
  }

  get isAsleep(): boolean {
    return this.fate === 'asleep';
  }

  die(): void {
    this.fate = 'dead';
  }

  sleepUntil(ms: number, step: number): void {
    this.fate = 'asleep';
    this.wakesAtMs = ms;
    this.wakesAtStep = step;
  }

  wake(): void {
    if (this.fate === 'asleep') this.fate = 'up';
  }
}
