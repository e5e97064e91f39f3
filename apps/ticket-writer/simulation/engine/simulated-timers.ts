import type { Scheduler } from './scheduler';

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
};

/** What code gets that sets a timer; nothing here keeps a process alive. */
class SimulatedTimer {
  constructor(readonly entry: object) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

/**
 * From here on every timer of this thread is the scheduler's, and belongs to the process that runs when it is set: lanes,
 * breakers and consumers wait in simulated time without knowing. Gives back what ends it.
 */
export function simulateTimers(scheduler: Scheduler): () => void {
  const fakes = {
    setTimeout: (go: () => void, ms = 0) =>
      new SimulatedTimer(scheduler.after(ms, scheduler.current, 'a timer ends', go)),
    clearTimeout: (timer: unknown) => {
      if (timer instanceof SimulatedTimer) scheduler.cancel(timer.entry);
    },
    setInterval: (go: () => void, ms = 1) => new SimulatedTimer(scheduler.every(ms, scheduler.current, go)),
    clearInterval: (timer: unknown) => {
      if (timer instanceof SimulatedTimer) scheduler.stopTicking(timer.entry);
    },
  };
  Object.assign(globalThis, fakes);
  return () => {
    Object.assign(globalThis, real);
  };
}
