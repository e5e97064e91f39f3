import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import {
  ChangeAccountSchema,
  Closed,
  Id,
  LinkAccountsSchema,
  LinkedAccountQuerySchema,
  LinkedAccountsQuerySchema,
  Uuid,
} from '@parley/contracts';
import type { ChangeAccount, LinkAccounts as LinkRequest, Page } from '@parley/contracts';
import { CurrentPrincipal } from '../access/caller';
import { ROLES } from '../access/role';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { pageOfAll } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { AccountBeforeOpeningSchema, AccountSchema, AccountsSchema, accountView } from './account-view';
import type { AccountBeforeOpening, AccountView } from './account-view';
import { LinkAccounts } from './link-accounts';

const PATH = '/v1/organizations/:organizationId/accounts';
const Params = Closed({ organizationId: Uuid });
const AccountParams = Closed({ organizationId: Uuid, accountId: Id });
interface AccountPath {
  readonly organizationId: string;
  readonly accountId: string;
}
const FIRST_PAGE: PageQuery = { limit: 200 };

/** Accounts of an organization and their switches (A3). */
@Controller()
export class AccountsController {
  constructor(@Inject(LinkAccounts) private readonly accounts: LinkAccounts) {}

  @ApiRoute({
    method: 'GET',
    path: PATH,
    operation: 'listLinkedAccounts',
    tag: 'Organizations',
    summary: 'Lists the accounts of an organization',
    access: ROLES,
    params: Params,
    query: LinkedAccountsQuerySchema,
    status: 200,
    response: AccountsSchema,
    problems: ['organization-unknown'],
  })
  list(@Param('organizationId') id: string, @Query() query: PageQuery): Promise<Page<AccountView>> {
    return this.page(id, query);
  }

  @ApiRoute({
    method: 'POST',
    path: PATH,
    operation: 'linkAccounts',
    tag: 'Organizations',
    summary: 'Links accounts, all or none; each is off until it is turned on',
    access: ['administrator'],
    params: Params,
    body: LinkAccountsSchema,
    status: 200,
    response: AccountsSchema,
    problems: ['organization-unknown', 'organization-disconnected', 'account-linked-elsewhere'],
  })
  async link(
    @Param('organizationId') id: string,
    @Body() body: LinkRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Page<AccountView>> {
    await this.accounts.link(id, body.accountIds, principal.subject);
    return this.page(id, FIRST_PAGE);
  }

  @ApiRoute({
    method: 'GET',
    path: `${PATH}/:accountId`,
    operation: 'getLinkedAccount',
    tag: 'Organizations',
    summary:
      'One account; on request, how many conversations its switch holds back, and how many closed ones a date would send',
    access: ROLES,
    params: AccountParams,
    query: LinkedAccountQuerySchema,
    status: 200,
    response: AccountBeforeOpeningSchema,
    problems: ['organization-unknown', 'account-not-linked'],
  })
  async get(
    @Param() { organizationId, accountId }: AccountPath,
    @Query()
    { includeClosedSince: since, held }: { readonly includeClosedSince?: string; readonly held?: boolean },
  ): Promise<AccountBeforeOpening> {
    const account = accountView(await this.accounts.find(organizationId, accountId));
    const [heldConversations, closedConversations] = await Promise.all([
      held === true ? this.accounts.heldConversations(organizationId, accountId) : undefined,
      since === undefined ? undefined : this.accounts.closedConversations(organizationId, accountId, since),
    ]);
    return {
      ...account,
      ...(heldConversations === undefined ? {} : { heldConversations }),
      ...(closedConversations === undefined ? {} : { closedConversations }),
    };
  }

  @ApiRoute({
    method: 'PATCH',
    path: `${PATH}/:accountId`,
    operation: 'changeLinkedAccount',
    tag: 'Organizations',
    summary:
      'Turns an account on or off; marks a direct API contract for X; asks for closed conversations (T11)',
    access: ['administrator'],
    params: AccountParams,
    body: ChangeAccountSchema,
    status: 200,
    response: AccountSchema,
    problems: ['organization-unknown', 'account-not-linked'],
  })
  async change(
    @Param() params: AccountPath,
    @Body() body: ChangeAccount,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AccountView> {
    const { organizationId, accountId } = params;
    await this.accounts.change(organizationId, accountId, body, principal.subject);
    return accountView(await this.accounts.find(organizationId, accountId));
  }

  @ApiRoute({
    method: 'DELETE',
    path: `${PATH}/:accountId`,
    operation: 'unlinkAccount',
    tag: 'Organizations',
    summary: 'Takes an account away from its organization; tickets stay',
    access: ['administrator'],
    params: AccountParams,
    status: 204,
    problems: ['organization-unknown', 'account-not-linked'],
  })
  async unlink(@Param() params: AccountPath, @CurrentPrincipal() principal: Principal): Promise<void> {
    await this.accounts.unlink(params.organizationId, params.accountId, principal.subject);
  }

  private async page(organizationId: string, query: PageQuery): Promise<Page<AccountView>> {
    const accounts = await this.accounts.list(organizationId);
    return pageOfAll(accounts.map(accountView), query, ({ accountId }) => accountId);
  }
}
