import { consumerGroupId } from '@parley/contracts';
import type { OutboxPublisher } from '@parley/event-log';
import { isDatabaseUnavailable, type Database, type Transaction } from '@parley/platform';
import type { Achieved, LogPosition } from '@parley/ticket-content';
import type { HeldLane, LaneRecord, NewEffect, ShownComment, TakenUp, TicketSight } from '../lane/lane';
import type { Announced, ClaimRequest, Conclusion, EffectCall, Halt, LaneStore } from '../lane/lane-store';
import { claimLanes } from './claim-lanes';
import { beginEffect, concludeEffect, haltLane, noteAchieved, noteSight } from './lane-statements';
import { commentsShowing, followTicket, restartLane, takeUpPlace } from './lane-turns';
import { LaneLoader } from './load-lane';
import { ticketMessage } from './ticket-message';
import { recompute } from './recompute';

/** Well within the lease of a call that just ended. */
const CONCLUDE_WITHIN_MS = 10_000;
const CONCLUDE_AGAIN_MS = 200;

/** Lanes and their ledger in the service's own schema. What a write tells goes out through the outbox, after the commit. */
export class PostgresLaneStore implements LaneStore {
  private readonly loader: LaneLoader;

  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxPublisher,
    private readonly prefix: string,
  ) {
    this.loader = new LaneLoader(database, consumerGroupId(prefix, 'ticketWriterTranscript'));
  }

  claim(request: ClaimRequest): Promise<readonly HeldLane[]> {
    return claimLanes(this.database, request);
  }

  load(held: HeldLane): Promise<LaneRecord | undefined> {
    return this.loader.load(held);
  }

  advance(held: HeldLane, achieved: Achieved, told?: Announced): Promise<boolean> {
    return this.write(held, told, (tx) => noteAchieved(tx, held, achieved, told?.version));
  }

  sight(held: HeldLane, sight: TicketSight | null): Promise<boolean> {
    return this.write(held, undefined, (tx) => noteSight(tx, held, sight));
  }

  begin(held: HeldLane, effect: NewEffect, leaseMs: number, told: Announced): Promise<boolean> {
    return this.write(held, told, (tx) => beginEffect(tx, held, effect, leaseMs, told.version));
  }

  /** Keeps trying while the database is away: a lost end would cost a read-back, and its wait, later. */
  async conclude(
    held: HeldLane,
    effectId: string,
    end: Conclusion,
    call: EffectCall,
    told: Announced,
  ): Promise<boolean> {
    const deadline = performance.now() + CONCLUDE_WITHIN_MS;
    for (;;) {
      try {
        return await this.write(held, told, (tx) =>
          concludeEffect(tx, held, effectId, end, call, told.version),
        );
      } catch (error) {
        if (!isDatabaseUnavailable(error) || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, CONCLUDE_AGAIN_MS));
      }
    }
  }

  halt(held: HeldLane, halt: Halt, effectId: string, told: Announced): Promise<boolean> {
    return this.write(held, told, (tx) => haltLane(tx, held, halt, effectId, told.version));
  }

  takeUp(held: HeldLane, place: TakenUp, told: Announced): Promise<boolean> {
    return this.write(held, told, (tx) => takeUpPlace(tx, held, place, told.version));
  }

  follow(held: HeldLane, ticketId: number, achieved: Achieved, told: Announced): Promise<boolean> {
    return this.write(held, told, (tx) => followTicket(tx, held, ticketId, achieved, told.version));
  }

  restart(held: HeldLane): Promise<boolean> {
    return this.write(held, undefined, (tx) => restartLane(tx, held));
  }

  commentsShowing(held: HeldLane, texts: readonly LogPosition[]): Promise<readonly ShownComment[]> {
    return commentsShowing(this.database, held, texts);
  }

  async release(held: HeldLane, restMs?: number): Promise<void> {
    await this.database.query(
      `update lane set lease_owner = null, lease_until = null,
         not_before = case when $3::float8 is null then not_before else clock_timestamp() + $3 * interval '1 ms' end
       where ticket_key = $1 and epoch = $2`,
      [held.ticketKey, held.epoch, restMs ?? null],
    );
  }

  /** `change` locks the lane under the held epoch and answers false when it is another's. */
  private async write(
    held: HeldLane,
    told: Announced | undefined,
    change: (tx: Transaction) => Promise<boolean>,
  ): Promise<boolean> {
    const stored = await this.database.transaction(async (tx) => {
      if (!(await change(tx))) return undefined;
      await recompute(tx, [held.ticketKey]);
      if (told === undefined || told.events.length === 0) return {};
      return {
        row: await this.outbox.store(
          tx,
          `lane/${held.ticketKey}`,
          told.events.map((event) => ticketMessage(this.prefix, event)),
        ),
      };
    });
    if (stored?.row !== undefined) this.outbox.publish(stored.row);
    return stored !== undefined;
  }
}
