import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { isId, topicName } from '@parley/contracts';
import type {
  ChooseCustomer as ChooseCustomerCommand,
  ChooseCustomerBody,
  EventRef,
} from '@parley/contracts';
import { encodeEvent } from '@parley/event-log';
import { CLOCK, currentTraceparent } from '@parley/platform';
import type { Clock } from '@parley/platform';
import type { Principal } from '../access/role';
import { GATEWAY_SOURCE } from '../associate-contact/associate-contact';
import { ProblemError } from '../http-edge/problem';
import { LogAppender } from '../log-of-record/log-appender';
import { logUnavailable } from '../log-of-record/log-problems';
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
    const traceparent = currentTraceparent();
    const at = this.clock.now().toISOString();
    const command: ChooseCustomerCommand = {
      specversion: '1.0',
      id: randomUUID(),
      source: GATEWAY_SOURCE,
      type: 'parley.command.choose-customer.v1',
      time: at,
      partitionkey: contactId,
      ...(traceparent === undefined ? {} : { traceparent }),
      data: {
        contactId,
        by: { id: isId(principal.subject) ? principal.subject : 'unnamed', role: principal.role },
        at,
        ...(choice.note === undefined ? {} : { note: choice.note }),
        organizationId,
        requesterKey,
        zendeskUserId: choice.zendeskUserId,
      },
    };
    const message = encodeEvent(topicName(this.prefix, 'commands'), contactId, command);
    if ((await this.log.append([message])).kind !== 'acknowledged') throw logUnavailable();
    return { source: command.source, id: command.id };
  }
}
