import { createHash } from 'node:crypto';
import type { LanePorts } from '../../src/lane/ports';
import { SmallWorld, type Size } from './small-world';

const realSetImmediate = setImmediate;

/** What a walk over every order of things saw. */
export interface WalkEnd {
  readonly states: number;
  readonly orders: number;
  readonly longest: number;
  /** The first order that went wrong, and how. */
  readonly failure: { readonly complaints: readonly string[]; readonly actions: readonly string[] } | undefined;
}

/** A branch that is still to be walked: the choices that lead to it. */
type Branch = readonly number[];

/** So many actions in one order mean that it goes round in circles. */
const MOST_ACTIONS = 400;

/**
 * Walks through every order in which the steps of all workers, the calls under way and the mishaps can follow each other, each
 * from the very beginning, and turns back where it comes to a state that was seen before.
 */
export async function walkAll(
  size: Size,
  change: (ports: LanePorts) => LanePorts = (ports) => ports,
): Promise<WalkEnd> {
  const seen = new Set<string>();
  const branches: Branch[] = [[]];
  let orders = 0;
  let longest = 0;
  for (let branch = branches.pop(); branch !== undefined; branch = branches.pop()) {
    orders += 1;
    const world = new SmallWorld(size, change);
    await world.begin();
    await drained();
    const choices: number[] = [];
    const names: string[] = [];
    for (;;) {
      const isKnownWay = choices.length < branch.length;
      const isNew = isKnownWay || markSeen(seen, world.state());
      const complaints = isKnownWay ? [] : world.complaints();
      if (complaints.length > 0) return { states: seen.size, orders, longest, failure: { complaints, actions: names } };
      if (!isNew || world.isDone()) break;
      const actions = world.actions();
      const place = branch[choices.length] ?? 0;
      if (choices.length >= branch.length)
        for (let other = 1; other < actions.length; other += 1) branches.push([...choices, other]);
      const action = actions[place];
      if (action === undefined || choices.length > MOST_ACTIONS)
        return { states: seen.size, orders, longest, failure: { complaints: ['it is stuck'], actions: names } };
      choices.push(place);
      names.push(action.name);
      longest = Math.max(longest, choices.length);
      await action.act();
      await drained();
    }
  }
  return { states: seen.size, orders, longest, failure: undefined };
}

function markSeen(seen: Set<string>, state: string): boolean {
  const key = createHash('sha1').update(state).digest('base64');
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function drained(): Promise<void> {
  return new Promise((resolve) => realSetImmediate(resolve));
}
