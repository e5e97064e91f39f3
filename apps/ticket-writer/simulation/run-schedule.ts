import { audit } from './audit/auditor';
import { simulateTimers } from './engine/simulated-timers';
import { Tape } from './engine/tape';
import type { Mutant } from './mutants/mutant';
import { makeUpStory, type Story } from './world/story';
import { World } from './world/world';

/** How long after the end of its story everything must be where it belongs. */
const REST_WITHIN_MS = 5 * 3_600_000;
/** A schedule that takes so many steps goes round in circles. */
const MOST_STEPS = 60_000;
/** Asking whether all is done costs more than a step. */
const ASK_EVERY = 16;

/** Which schedule. */
export interface ScheduleOrder {
  readonly seed: number;
  /** Instead of the one that the seed makes up. */
  readonly story?: Story;
  /** Choices to repeat instead of drawing them. */
  readonly choices?: readonly number[];
  readonly mutant?: Mutant;
  readonly keepsTrace?: boolean;
  /** Whether Postgres is put back to an earlier time in any case; else in one of five. */
  readonly restores?: boolean;
}

/** What a schedule came to. */
export interface ScheduleEnd {
  readonly seed: number;
  readonly story: Story;
  readonly choices: readonly number[];
  readonly complaints: readonly string[];
  readonly steps: number;
  readonly simulatedMs: number;
  readonly trace: readonly string[];
}

/** Plays one schedule from its beginning until everything rests, and has it audited. */
export async function runSchedule(order: ScheduleOrder): Promise<ScheduleEnd> {
  const { seed, mutant } = order;
  // The story has a tape of its own, so that leaving out a part of it does not change what goes wrong elsewhere.
  const story = order.story ?? makeUpStory(new Tape(seed), order.restores === true || mutant?.restores);
  const tape = new Tape(seed + 0.5, order.choices);
  const world = new World(tape, story, mutant, order.keepsTrace ?? false);
  const { scheduler } = world;
  const endTimers = simulateTimers(scheduler);
  let isAtRest = false;
  try {
    const endMs = world.begin();
    while (scheduler.steps < MOST_STEPS && scheduler.nowMs < endMs + REST_WITHIN_MS) {
      if (!(await scheduler.step())) break;
      if (scheduler.nowMs < endMs || scheduler.steps % ASK_EVERY !== 0) continue;
      isAtRest = world.isQuiet() && world.isAtRest();
      if (isAtRest) break;
    }
  } finally {
    // What the last step set going must not meet the machine's own timers, nor the next schedule's.
    await scheduler.drained();
    endTimers();
  }
  const complaints = audit(world, story.setting, isAtRest);
  const { steps, nowMs: simulatedMs, trace } = scheduler;
  return { seed, story, choices: tape.drawn, complaints, steps, simulatedMs, trace };
}
