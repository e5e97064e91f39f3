import { Inject } from '@nestjs/common';
import type {
  ChooseCustomer as ChooseCustomerCommand,
  ChooseCustomerBody,
  EventRef,
} from '@parley/contracts';
import { CLOCK } from '@parley/platform';
import type { Clock } from '@parley/platform';
import type { Principal } from '../access/role';
import { ProblemError } from '../http-edge/problem';
import { appendCommands, commandEnvelope, personOf } from '../log-of-record/commands';
import { LogAppender } from '../log-of-record/log-appender';
import { TOPIC_PREFIX } from '../tokens';
import { AMBIGUOUS_REQUESTERS } from './ambiguous-requesters';
import type { AmbiguousRequesters } from './ambiguous-requesters';

const AMBIGUOUS = 'customer-ambiguous';

/** Orders customer-service to take one of several users for a requester, for good (C3). */
export class ChooseCustomer {
  constructor(
    @Inject(AMBIGUOUS_REQUESTERS) private readonly requesters: Pick<AmbiguousRequesters, 'find'>,
    @Inject(LogAppender) private readonly log: Pick<LogAppender, 'append'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOPIC_PREFIX) private readonly prefix: string,
  ) {}

  /** Gives the command. Throws `parked-unknown`, `nothing-to-choose`, `not-a-candidate`, `log-unavailable`. */
  async choose(ticketKey: string, choice: ChooseCustomerBody, principal: Principal): Promise<EventRef> {
    const requester = await this.requesters.find(ticketKey);
    if (requester === undefined) throw new ProblemError('parked-unknown', 'No ticket waits under this id.');
    const { organizationId, requesterKey, contactId, reason, candidates } = requester;
    if (reason !== AMBIGUOUS)
      throw new ProblemError('nothing-to-choose', 'The customer of this ticket is not ambiguous (any more).');
    if (!candidates.includes(choice.zendeskUserId))
      throw new ProblemError('not-a-candidate', `Choose one of ${candidates.join(', ')}.`);
    const now = this.clock.now();
    const command: ChooseCustomerCommand = {
      ...commandEnvelope(contactId, now),
      type: 'parley.command.choose-customer.v1',
      data: {
        contactId,
        by: personOf(principal),
        at: now.toISOString(),
        ...(choice.note === undefined ? {} : { note: choice.note }),
        organizationId,
        requesterKey,
        zendeskUserId: choice.zendeskUserId,
      },
    };
    await appendCommands(this.log, this.prefix, [command]);
    return { source: command.source, id: command.id };
  }
}
