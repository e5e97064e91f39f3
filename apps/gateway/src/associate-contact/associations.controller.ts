import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import {
  AssociationPathSchema,
  AssociationPreviewQuerySchema,
  AssociationPreviewSchema,
  AssociationViewSchema,
  PutAssociationSchema,
} from '@parley/contracts';
import type { AssociationPreview, AssociationView, PutAssociation } from '@parley/contracts';
import { CurrentPrincipal } from '../access/caller';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { AssociateContact } from './associate-contact';
import type { AssociationPath } from './associate-contact';

const PATH = '/v1/contacts/:contactId/associations/:organizationId';
const WHO = ['administrator', 'advisor'] as const;

/** Which Zendesk user a contact is (C2). */
@Controller()
export class AssociationsController {
  constructor(@Inject(AssociateContact) private readonly associations: AssociateContact) {}

  @ApiRoute({
    method: 'PUT',
    path: PATH,
    operation: 'associateContact',
    tag: 'Associations',
    summary: 'Associates a contact with a Zendesk user; earlier conversations follow (T3)',
    description:
      'The user is checked with Zendesk before a ticket is made. Refused for contacts on X without a direct API contract.',
    access: WHO,
    params: AssociationPathSchema,
    body: PutAssociationSchema,
    status: 200,
    response: AssociationViewSchema,
    problems: ['organization-unknown', 'organization-disconnected', 'x-contract-missing', 'log-unavailable'],
  })
  async put(
    @Param() path: AssociationPath,
    @Body() body: PutAssociation,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AssociationView> {
    const event = await this.associations.associate(path, body.zendeskUserId, principal);
    return { ...path, zendeskUserId: body.zendeskUserId, event };
  }

  @ApiRoute({
    method: 'GET',
    path: PATH,
    operation: 'previewAssociation',
    tag: 'Associations',
    summary: 'Tells what an association would send, without making it',
    access: WHO,
    params: AssociationPathSchema,
    query: AssociationPreviewQuerySchema,
    status: 200,
    response: AssociationPreviewSchema,
    problems: ['organization-unknown', 'organization-disconnected', 'x-contract-missing'],
  })
  preview(
    @Param() path: AssociationPath,
    @Query() { zendeskUserId }: PutAssociation,
  ): Promise<AssociationPreview> {
    return this.associations.preview(path, zendeskUserId);
  }

  @ApiRoute({
    method: 'DELETE',
    path: PATH,
    operation: 'disassociateContact',
    tag: 'Associations',
    summary: 'Ends an association; tickets that it made go on (T9)',
    access: WHO,
    params: AssociationPathSchema,
    status: 204,
    problems: ['organization-unknown', 'log-unavailable'],
  })
  async remove(@Param() path: AssociationPath, @CurrentPrincipal() principal: Principal): Promise<void> {
    await this.associations.disassociate(path, principal);
  }
}
