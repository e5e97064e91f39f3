import type { LaneSettings } from '../../src/lane/ports';

const CALL_TIMEOUT_MS = 10_000;

/** The times of production, with a shorter call and small pages. */
export const LANE_SETTINGS: LaneSettings = {
  callTimeoutMs: CALL_TIMEOUT_MS,
  leaseMs: 2 * CALL_TIMEOUT_MS + 5_000,
  settleMs: 120_000,
  idempotencyMs: 110 * 60_000,
  searchLagMs: 45 * 60_000,
  pageSize: 4,
  stepsPerClaim: 50,
};
