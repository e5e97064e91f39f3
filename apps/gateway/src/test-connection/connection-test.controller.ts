import { Body, Controller, Inject, Param } from '@nestjs/common';
import { Closed, ConnectionTestSchema, TestConnectionSchema, Uuid } from '@parley/contracts';
import type { ConnectionTestView, TestConnection as TestRequest } from '@parley/contracts';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { OrganizationStore } from '../connect-organization/organization';
import { unknownOrganization } from '../connect-organization/organization-problems';
import { ApiRoute } from '../http-edge/api-route';
import { TestConnection } from './test-connection';

/** Tries out the connection to a Zendesk. */
@Controller()
export class ConnectionTestController {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(TestConnection) private readonly testing: Pick<TestConnection, 'test'>,
  ) {}

  @ApiRoute({
    method: 'POST',
    path: '/v1/organizations/:organizationId/connection-test',
    operation: 'testConnection',
    tag: 'Organizations',
    summary:
      'Tries out the token and its rights and, where it is asked for, writes and closes a sample ticket',
    description:
      'The sample ticket has the tag parley_test, the ticket settings of the organization, an internal comment, and the connected user as requester. The same requestKey again finds the same ticket and writes no second one.',
    access: ['administrator'],
    params: Closed({ organizationId: Uuid }),
    body: TestConnectionSchema,
    status: 200,
    response: ConnectionTestSchema,
    problems: ['organization-unknown', 'organization-disconnected'],
  })
  async test(@Param('organizationId') id: string, @Body() body: TestRequest): Promise<ConnectionTestView> {
    const organization = await this.organizations.find(id);
    if (organization === undefined) throw unknownOrganization();
    return this.testing.test(organization, body);
  }
}
