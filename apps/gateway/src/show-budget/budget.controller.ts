import { Controller, Inject, Param } from '@nestjs/common';
import { BudgetViewSchema, Closed, Uuid } from '@parley/contracts';
import type { BudgetView } from '@parley/contracts';
import type { ZendeskGateway } from '@parley/zendesk';
import { ZENDESK_GATEWAY } from '../connect-organization/connect-organization';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { OrganizationStore } from '../connect-organization/organization';
import { unknownOrganization } from '../connect-organization/organization-problems';
import { ApiRoute } from '../http-edge/api-route';
import { BACKLOG_STORE } from './backlog-store';
import type { BacklogStore } from './backlog-store';
import { lineView } from './line-view';

const Params = Closed({ organizationId: Uuid });

/** How much of Zendesk's limits is used, and how many tickets wait for it. */
@Controller()
export class BudgetController {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(ZENDESK_GATEWAY) private readonly zendesk: Pick<ZendeskGateway, 'budget'>,
    @Inject(BACKLOG_STORE) private readonly backlogs: BacklogStore,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/organizations/:organizationId/budget',
    operation: 'getBudget',
    tag: 'Organizations',
    summary: 'Shows how much of the limits of Zendesk is used and left, and how far tickets are behind',
    description: 'Limits that were not used for ten minutes are left out: all of each is left.',
    access: ['administrator', 'operator'],
    params: Params,
    status: 200,
    response: BudgetViewSchema,
    problems: ['organization-unknown'],
  })
  async get(@Param('organizationId') id: string): Promise<BudgetView> {
    if ((await this.organizations.find(id)) === undefined) throw unknownOrganization();
    const [lines, backlog] = await Promise.all([this.zendesk.budget(id), this.backlogs.find(id)]);
    return { buckets: lines.map(lineView), backlog: backlog ?? nothingBehind() };
  }
}

/** Nothing was ever told: nothing was ever behind for longer than a report takes. */
function nothingBehind(): BudgetView['backlog'] {
  return { at: new Date().toISOString(), tickets: 0, creates: 0, drainSeconds: 0 };
}
