import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type Command } from '@parley/contracts';
import {
  PartitionHandler,
  type BatchOutcome,
  type PartitionBatch,
  type PartitionProcessor,
} from '@parley/event-log';
import { systemClock, type Transaction } from '@parley/platform';
import type { Following } from '../intake/following';
import { ticketMessage } from '../persistence/ticket-message';
import { PARTS } from '../tokens';
import { ordersOf } from './order.translate';
import type { ParkedLanes } from './parked-lanes.port';

/** Carries out what people order in the error desk (X3), and wakes the lanes that go on. */
@Controller()
export class CommandsController {
  constructor(
    @Inject(PARTS)
    private readonly parts: Pick<Following, 'runner'> & {
      readonly prefix: string;
      readonly parked: (tx: Transaction) => ParkedLanes;
      readonly commandsTopic: PartitionProcessor<Command>;
    },
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.ticketWriterCommands, TOPICS.commands.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    const { parts } = this;
    return parts.commandsTopic.process(batch, async (tx, events) => {
      const { events: told, anyMayWork } = await parts
        .parked(tx)
        .carryOut(ordersOf(events), systemClock.now());
      return {
        outgoing: told.map((event) => ticketMessage(parts.prefix, event)),
        ...(anyMayWork ? { afterCommit: () => parts.runner.wake() } : {}),
      };
    });
  }
}
