import { until } from '../processes';
import type { Stack } from '../stack';
import { message, openDesk, publish, routed, type BenchDesk } from './bench-desk';

/** A Zendesk takes 100 updates a minute, and Parley a fifth of them at once; so few conversations stay below that. */
export const CONVERSATIONS_PER_DESK = 12;

/** One organization at a Zendesk of its own, with conversations that have their tickets already. */
export class LatencyDesk {
  private constructor(private readonly desk: BenchDesk) {}

  /** Connects it, routes its conversations (Mode B), and waits until each has its ticket. */
  static async open(stack: Stack, run: string): Promise<LatencyDesk> {
    const desk = await openDesk(stack, run);
    for (let index = 0; index < CONVERSATIONS_PER_DESK; index += 1)
      await publish(stack, [message(run, index, 'first'), routed(desk, index)]);
    // Each ticket is one creation and one internal note.
    const done = (): Promise<boolean> => Promise.resolve(desk.door.updates >= CONVERSATIONS_PER_DESK);
    await until(done, { timeoutMs: 300_000, everyMs: 50, what: 'every conversation has its ticket' });
    return new LatencyDesk(desk);
  }

  /** Publishes one more message of a conversation; gives the ms until its update arrives at Zendesk. */
  async timeOf(index: number): Promise<number> {
    const { stack, run, door } = this.desk;
    const arrival = door.nextUpdate();
    const sent = performance.timeOrigin + performance.now();
    await publish(stack, [message(run, index, 'later')]);
    return (await arrival) - sent;
  }

  close(): void {
    this.desk.door.close();
  }
}
