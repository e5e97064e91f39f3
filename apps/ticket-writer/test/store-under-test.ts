import type { CarriedOut, Order } from '../src/follow-commands/parked-lanes.port';
import type { Intake } from '../src/intake/intake';
import type { HeldLane, LaneRecord } from '../src/lane/lane';
import type { ClaimRequest, LaneStore } from '../src/lane/lane-store';
import type { AttachmentBook } from '../src/bring-attachment/attachment-book';
import type { AgentBook } from '../src/lane/ports';
import type { Transcript } from '../src/lane/transcript';
import { facts, message, target } from './writer-world';

/** A store under test, fresh and empty. */
export interface StoreUnderTest {
  readonly intake: Intake;
  readonly lanes: LaneStore;
  readonly transcript: Transcript;
  readonly agents: AgentBook;
  /** Carries out orders of the error desk, as a batch would. */
  order(orders: readonly Order[]): Promise<CarriedOut>;
  readonly attachments: AttachmentBook;
  /** Lets this much time pass for the store. */
  pass(ms: number): Promise<void>;
  /** Makes a lane look as if it had fallen behind this much earlier. */
  age(ticketKey: string, ms: number): Promise<void>;
  close(): Promise<void>;
}

export const LEASE_MS = 60_000;
export const CLAIM: ClaimRequest = {
  owner: 'one',
  leaseMs: LEASE_MS,
  limit: 10,
  resting: [],
  restingUpdates: [],
};

/** Claims the lane that is workable; fails when there is none. */
export async function claimOne(
  { lanes }: StoreUnderTest,
  change: Partial<ClaimRequest> = {},
): Promise<HeldLane> {
  const [held] = await lanes.claim({ ...CLAIM, ...change });
  if (held === undefined) throw new Error('no lane is workable');
  return held;
}

/** The record of a lane that is held; fails when it is another's by now. */
export async function load({ lanes }: StoreUnderTest, held: HeldLane): Promise<LaneRecord> {
  const record = await lanes.load(held);
  if (record === undefined) throw new Error('the lane is not held any more');
  return record;
}

/** A message, and a target that reaches it. */
export async function ready({ intake }: StoreUnderTest, through = 1): Promise<void> {
  await intake.facts(facts([message(through, `text ${through}`)]));
  await intake.targets([target(1, through)]);
}
