import { Controller, Inject, Param, Query } from '@nestjs/common';
import { Closed, Uuid, VerificationQuerySchema, VerificationSchema } from '@parley/contracts';
import type { VerificationView } from '@parley/contracts';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { OrganizationStore } from '../connect-organization/organization';
import { unknownOrganization } from '../connect-organization/organization-problems';
import { ApiRoute } from '../http-edge/api-route';
import { VerifySetup } from './verify-setup';

/** Whether what was set up works, step by step (A7). */
@Controller()
export class VerificationController {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(VerifySetup) private readonly verifying: Pick<VerifySetup, 'of'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/organizations/:organizationId/verification',
    operation: 'verifySetup',
    tag: 'Organizations',
    summary: "Follows the guide's four steps for a conversation, with what is missing and how to mend it",
    description:
      'The history is compared with the ticket in Zendesk, of which the newest 500 changes are read. Without a conversation, for the one heard of last on a linked account.',
    access: ['administrator', 'operator'],
    params: Closed({ organizationId: Uuid }),
    query: VerificationQuerySchema,
    status: 200,
    response: VerificationSchema,
    problems: ['organization-unknown', 'conversation-unknown'],
  })
  async get(
    @Param('organizationId') id: string,
    @Query() { conversationId }: { readonly conversationId?: string },
  ): Promise<VerificationView> {
    const organization = await this.organizations.find(id);
    if (organization === undefined) throw unknownOrganization();
    return this.verifying.of(organization, conversationId);
  }
}
