import { Inject } from '@nestjs/common';
import type { EventRef, IgnoreParked, Person, RetryParked } from '@parley/contracts';
import { CLOCK } from '@parley/platform';
import type { Clock } from '@parley/platform';
import type { Principal } from '../access/role';
import { ProblemError } from '../http-edge/problem';
import { appendCommands, commandEnvelope, personOf } from '../log-of-record/commands';
import { LogAppender } from '../log-of-record/log-appender';
import { TOPIC_PREFIX } from '../tokens';
import { PARKED_STORE } from './parked-store';
import type { ParkedFilter, ParkedStore, ParkedTicket } from './parked-store';

/** Which tickets to try again: these, or all that the filter names. */
export interface RetryRequest {
  readonly ids?: readonly string[];
  readonly filter?: Omit<ParkedFilter, 'ids'>;
  readonly note?: string;
}

/** Parked tickets read, and commands appended, at a time. */
const PAGE = 200;

/** Puts people's orders for parked tickets into the log, with who gave them and when: ticket-writer carries each out once (X3). */
export class OrderParked {
  constructor(
    @Inject(PARKED_STORE) private readonly parked: ParkedStore,
    @Inject(LogAppender) private readonly log: Pick<LogAppender, 'append'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOPIC_PREFIX) private readonly prefix: string,
  ) {}

  /** Orders a retry of each parked ticket that is named; gives how many. Throws `invalid-body`, `log-unavailable`. */
  async retry({ ids, filter, note }: RetryRequest, principal: Principal): Promise<number> {
    if ((ids === undefined) === (filter === undefined))
      throw new ProblemError('invalid-body', 'Give either ids or a filter.');
    const named = ids === undefined ? { ...filter } : { ids };
    const by = personOf(principal);
    let ordered = 0;
    let after: { readonly since: string; readonly id: string } | undefined;
    for (;;) {
      const page = await this.parked.list(named, PAGE, after);
      await this.append(page.map((ticket) => this.retryOf(ticket, by, note)));
      ordered += page.length;
      after = page.at(-1);
      if (page.length < PAGE || after === undefined) return ordered;
    }
  }

  /** Orders that what a ticket is parked on is skipped; gives the command. Throws `parked-unknown`, `log-unavailable`. */
  async ignore(id: string, note: string, principal: Principal): Promise<EventRef> {
    const [ticket] = await this.parked.list({ ids: [id] }, 1);
    if (ticket === undefined || ticket.effectId === null)
      throw new ProblemError('parked-unknown', 'No ticket is parked under this id (any more).');
    const command: IgnoreParked = {
      ...this.envelope(ticket),
      type: 'parley.command.ignore-parked.v1',
      data: { ...this.facts(ticket, personOf(principal)), note, effectId: ticket.effectId },
    };
    await this.append([command]);
    return { source: command.source, id: command.id };
  }

  private retryOf(ticket: ParkedTicket, by: Person, note: string | undefined): RetryParked {
    return {
      ...this.envelope(ticket),
      type: 'parley.command.retry-parked.v1',
      data: { ...this.facts(ticket, by), ...(note === undefined ? {} : { note }) },
    };
  }

  private facts({ contactId, organizationId, id }: ParkedTicket, by: Person) {
    return { contactId, by, at: this.clock.now().toISOString(), organizationId, ticketKey: id };
  }

  private envelope({ conversationId, contactId }: ParkedTicket) {
    return {
      ...commandEnvelope(contactId, this.clock.now()),
      subject: conversationId,
      datacontenttype: 'application/json',
    };
  }

  private append(commands: readonly (RetryParked | IgnoreParked)[]): Promise<void> {
    return appendCommands(this.log, this.prefix, commands);
  }
}
