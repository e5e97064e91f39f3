import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../report';
import type { Stack } from '../stack';
import { quantile } from '../statistics';
import { CONVERSATIONS_PER_DESK, LatencyDesk } from './latency-desk';

const DESKS = 12;
const WARM = 44;
const TARGET_P50_MS = 25;
/** Between two messages, in ms: what follows a call (its answer, the read model) is over, and the system is idle again. */
const IDLE_MS = 200;
/** Until the tokens that the preparation has used are there again, in ms. */
const REFILL_MS = 15_000;

/**
 * Time from a publisher's request to the arrival of the ticket call at Zendesk, on an idle system: one message at a time, each
 * in a conversation of its own that has a ticket already. The desks take turns, so that no budget is what is measured.
 */
export async function measureLatency(stack: Stack, say: (line: string) => void): Promise<readonly Figure[]> {
  const desks: LatencyDesk[] = [];
  try {
    for (let desk = 0; desk < DESKS; desk += 1)
      desks.push(await LatencyDesk.open(stack, randomUUID().slice(0, 8)));
    say(`latency: ${DESKS * CONVERSATIONS_PER_DESK} tickets are there`);
    await pause(REFILL_MS);
    const taken: number[] = [];
    for (let index = 0; index < CONVERSATIONS_PER_DESK; index += 1)
      for (const desk of desks) {
        taken.push(await desk.timeOf(index));
        await pause(IDLE_MS);
      }
    return [figureOf(taken.slice(WARM), say)];
  } finally {
    for (const desk of desks) desk.close();
  }
}

function figureOf(taken: readonly number[], say: (line: string) => void): Figure {
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map((part) => quantile(taken, part)) as [number, number, number];
  const value = `p50 ${p50.toFixed(1)} ms, p90 ${p90.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  say(`latency: ${value}`);
  return {
    name: 'idle latency, HTTP in to the Zendesk request out, four processes',
    value,
    target: `p50 under ${TARGET_P50_MS} ms`,
    holds: p50 < TARGET_P50_MS,
  };
}
