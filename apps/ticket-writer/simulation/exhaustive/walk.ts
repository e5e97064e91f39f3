import { createHash } from 'node:crypto';
import type { LanePorts } from '../../src/lane/ports';
import { SmallWorld, type Size } from './small-world';

/** The first order of things that went wrong, and how. */
export interface WalkFailure {
  readonly complaints: readonly string[];
  readonly actions: readonly string[];
}

/** What a walk through every order of things saw. */
export interface WalkEnd {
  /** Different states of everything. */
  readonly states: number;
  /** Orders that were begun; each ends at rest, or where it meets a state that was seen before. */
  readonly orders: number;
  /** Actions in the longest one. */
  readonly longest: number;
  readonly failure: WalkFailure | undefined;
}

/** So many actions in one order mean that it goes round in circles. */
const MOST_ACTIONS = 400;

/**
 * Walks through every order in which the steps of all workers, the calls under way and the mishaps can follow each other, each
 * from the very beginning, and turns back where it comes to a state that was seen before.
 */
export async function walkAll(size: Size, change = (ports: LanePorts) => ports): Promise<WalkEnd> {
  const walk = new Walk(size, change);
  let failure: WalkFailure | undefined;
  for (let way = walk.nextWay(); way !== undefined && failure === undefined; way = walk.nextWay())
    failure = await walk.follow(way);
  const { states, orders, longest } = walk;
  return { states, orders, longest, failure };
}

class Walk {
  orders = 0;
  longest = 0;
  private readonly seen = new Set<string>();
  /** Choices that lead to what was not walked yet. */
  private readonly ways: (readonly number[])[] = [[]];

  constructor(
    private readonly size: Size,
    private readonly change: (ports: LanePorts) => LanePorts,
  ) {}

  get states(): number {
    return this.seen.size;
  }

  nextWay(): readonly number[] | undefined {
    return this.ways.pop();
  }

  async follow(way: readonly number[]): Promise<WalkFailure | undefined> {
    this.orders += 1;
    const world = new SmallWorld(this.size, this.change);
    try {
      await world.begin();
      await drained();
      return await this.walk(world, way);
    } finally {
      await world.end();
    }
  }

  private async walk(world: SmallWorld, way: readonly number[]): Promise<WalkFailure | undefined> {
    const choices: number[] = [];
    const names: string[] = [];
    for (;;) {
      const isNewGround = choices.length >= way.length;
      if (isNewGround && this.wasSeen(world.state())) return undefined;
      const complaints = isNewGround ? world.complaints() : [];
      if (complaints.length > 0) return { complaints, actions: names };
      if (world.isDone()) return undefined;
      const actions = world.actions();
      if (isNewGround)
        for (let other = 1; other < actions.length; other += 1) this.ways.push([...choices, other]);
      const choice = way[choices.length] ?? 0;
      const action = actions[choice];
      if (action === undefined || choices.length > MOST_ACTIONS)
        return { complaints: ['it is stuck'], actions: names };
      choices.push(choice);
      names.push(action.name);
      this.longest = Math.max(this.longest, choices.length);
      await action.act();
      await drained();
    }
  }

  private wasSeen(state: string): boolean {
    const key = createHash('sha1').update(state).digest('base64');
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    return false;
  }
}

function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
