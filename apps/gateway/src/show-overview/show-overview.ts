import { Inject } from '@nestjs/common';
import type { OrganizationOverview, OverviewView } from '@parley/contracts';
import { CLOCK } from '@parley/platform';
import type { Clock } from '@parley/platform';
import type { ZendeskGateway } from '@parley/zendesk';
import { ZENDESK_GATEWAY } from '../connect-organization/connect-organization';
import { lineView } from '../show-budget/line-view';
import { OVERVIEW_STORE } from './overview-store';
import type { OrganizationFacts, OverviewFacts, OverviewStore } from './overview-store';

/** How long an answer is given again, in milliseconds: many open pages ask no more than one does. */
const FRESH_MS = 2_000;

/** How everything is together, for operators. */
export class ShowOverview {
  private known: { readonly answer: Promise<OverviewView>; readonly until: number } | undefined;

  constructor(
    @Inject(OVERVIEW_STORE) private readonly store: OverviewStore,
    @Inject(ZENDESK_GATEWAY) private readonly zendesk: Pick<ZendeskGateway, 'budget'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** At most two seconds old. */
  overview(): Promise<OverviewView> {
    const now = this.clock.monotonicMs();
    if (this.known !== undefined && this.known.until > now) return this.known.answer;
    const answer = this.read();
    const known = { answer, until: now + FRESH_MS };
    this.known = known;
    answer.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return answer;
  }

  private async read(): Promise<OverviewView> {
    const facts = await this.store.read();
    const organizations: OrganizationOverview[] = [];
    for (const organization of facts.organizations)
      organizations.push(await this.organization(organization, facts));
    const oldest = Math.min(...facts.behind.map(({ oldestSince }) => oldestSince.getTime()));
    return {
      at: facts.now.toISOString(),
      throughput: facts.throughput,
      freshnessSeconds: facts.behind.length === 0 ? 0 : Math.max(0, (facts.now.getTime() - oldest) / 1_000),
      lanesBehind: facts.behind.reduce((sum, { count }) => sum + count, 0),
      conversations: facts.conversations,
      parked: facts.parked,
      alerts: facts.alerts,
      organizations,
    };
  }

  private async organization(
    { id, name, state, backlog }: OrganizationFacts,
    facts: OverviewFacts,
  ): Promise<OrganizationOverview> {
    const behind = facts.behind.find(({ organizationId }) => organizationId === id);
    const budget = await this.zendesk.budget(id);
    return {
      organizationId: id,
      name,
      state,
      lanesBehind: behind?.count ?? 0,
      ...(behind === undefined ? {} : { oldestBehindSince: behind.oldestSince.toISOString() }),
      breakers: facts.breakers
        .filter(({ organizationId }) => organizationId === id)
        .map(({ endpointClass, state: breaker, processes, since }) => ({
          endpointClass,
          state: breaker,
          processes,
          since,
        })),
      // A ticket's own limit is of interest beside that ticket only.
      budget: budget.filter(({ bucket }) => !bucket.startsWith('ticket:')).map(lineView),
      ...(backlog === undefined ? {} : { backlog }),
      openAlerts: facts.openAlerts.get(id) ?? 0,
    };
  }
}
