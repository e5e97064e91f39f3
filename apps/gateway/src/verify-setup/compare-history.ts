import { Inject } from '@nestjs/common';
import { predicateOf } from '@parley/contracts';
import type { HistoryComparison } from '@parley/contracts';
import { CLOCK } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { withPatience } from '@parley/zendesk';
import type { Audit, Unapplied, ZendeskGateway } from '@parley/zendesk';
import { Type } from '@sinclair/typebox';
import { ZENDESK_GATEWAY } from '../connect-organization/connect-organization';
import type { HistoryFacts } from './verification-store';

/** Pages of 100 changes that are read of a ticket at most, newest first: whoever verifies a setup looks at a small one. */
const MOST_PAGES = 5;
/** How long a comparison is shown again, in milliseconds: a page asks every few seconds. */
const FRESH_MS = 3_000;
const MOST_REMEMBERED = 1_000;

/** What a ticket in Zendesk says, beside what the read model knows. */
export interface TicketHistory {
  readonly comparison: HistoryComparison;
  /** Whether the last change that was acknowledged is in the ticket. */
  readonly hasLastChange: boolean;
}

/** The part of the mark on Parley's changes that is read here. */
const isMark = predicateOf(
  Type.Object({
    effect: Type.String(),
    ticketKey: Type.String(),
    offset: Type.Integer({ minimum: 0 }),
  }),
);

/** Compares tickets in Zendesk with what was written to them. */
export class CompareHistory {
  private readonly known = new Map<string, { readonly history: TicketHistory; readonly until: number }>();

  constructor(
    @Inject(ZENDESK_GATEWAY) private readonly zendesk: Pick<ZendeskGateway, 'ticketAudits'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What Zendesk says of the ticket, or why it says nothing. */
  async of(organizationId: string, facts: HistoryFacts, url: string): Promise<TicketHistory | Unapplied> {
    const key = JSON.stringify([organizationId, facts]);
    const known = this.known.get(key);
    if (known !== undefined && known.until > this.clock.monotonicMs()) return known.history;
    const audits = await this.audits(organizationId, facts.zendeskTicketId);
    if (!Array.isArray(audits)) return audits;
    const marks = audits
      .map(({ metadata }) => metadata?.custom?.['parley'])
      .filter(isMark)
      .filter(({ ticketKey }) => ticketKey === facts.ticketKey);
    const newest = marks[0];
    const history: TicketHistory = {
      comparison: {
        zendeskTicketId: facts.zendeskTicketId,
        url,
        expected: { offset: facts.wanted.offset },
        marked: newest === undefined ? null : { offset: newest.offset },
        comments: audits.reduce(
          (sum, { events }) => sum + events.filter(({ type }) => type === 'Comment').length,
          0,
        ),
        comparedAt: this.clock.now().toISOString(),
      },
      hasLastChange: marks.some(({ effect }) => effect === facts.lastEffectId),
    };
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    this.known.set(key, { history, until: this.clock.monotonicMs() + FRESH_MS });
    return history;
  }

  private async audits(organizationId: string, ticketId: number): Promise<Audit[] | Unapplied> {
    const all: Audit[] = [];
    let after: string | undefined;
    for (let page = 1; ; page += 1) {
      const outcome = await withPatience(() => this.zendesk.ticketAudits(organizationId, ticketId, after));
      if (outcome.kind !== 'ok') return outcome;
      all.push(...outcome.body.audits);
      after = outcome.body.next;
      if (after === undefined || page === MOST_PAGES) break;
    }
    return all.sort(
      (left, right) => Date.parse(right.created_at) - Date.parse(left.created_at) || right.id - left.id,
    );
  }
}
