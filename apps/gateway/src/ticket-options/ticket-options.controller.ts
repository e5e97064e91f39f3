import { Controller, Inject, Param } from '@nestjs/common';
import { Closed, TicketOptionsSchema, Uuid } from '@parley/contracts';
import type { TicketOptionsView } from '@parley/contracts';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { OrganizationStore } from '../connect-organization/organization';
import { unknownOrganization } from '../connect-organization/organization-problems';
import { ApiRoute } from '../http-edge/api-route';
import { TicketOptions } from './ticket-options';

/** What the ticket settings of an organization can be chosen from (K2), and who would be mailed (K4). */
@Controller()
export class TicketOptionsController {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(TicketOptions) private readonly options: Pick<TicketOptions, 'of'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/organizations/:organizationId/ticket-options',
    operation: 'getTicketOptions',
    tag: 'Organizations',
    summary:
      'Shows groups, brands, ticket forms and ticket fields of that Zendesk, and the triggers that would mail the requester',
    description:
      'Read from Zendesk and remembered for half a minute. What its plan or the rights of the connected user do not show is told as missing.',
    access: ['administrator', 'operator'],
    params: Closed({ organizationId: Uuid }),
    status: 200,
    response: TicketOptionsSchema,
    problems: ['organization-unknown', 'organization-disconnected', 'organization-not-authorised'],
  })
  async get(@Param('organizationId') id: string): Promise<TicketOptionsView> {
    const organization = await this.organizations.find(id);
    if (organization === undefined) throw unknownOrganization();
    return this.options.of(organization);
  }
}
