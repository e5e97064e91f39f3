import { Controller, Inject, Query } from '@nestjs/common';
import {
  DirectoryAccountPageSchema,
  DirectoryFieldPageSchema,
  DirectoryQuerySchema,
  DirectoryTeamPageSchema,
  networkLabel,
} from '@parley/contracts';
import type { DirectoryAccountView, DirectoryFieldView, DirectoryTeamView, Page } from '@parley/contracts';
import { ROLES } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { pageOfAll } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { DIRECTORY_STORE } from './directory-store';
import type { DirectoryStore } from './directory-store';

/** What the platform told about its accounts, teams and custom fields. What it deleted is not listed. */
@Controller()
export class DirectoryController {
  constructor(@Inject(DIRECTORY_STORE) private readonly directory: DirectoryStore) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/directory/accounts',
    operation: 'listDirectoryAccounts',
    tag: 'Directory',
    summary: 'Lists the accounts of the platform, with the organization each is linked to',
    access: ROLES,
    query: DirectoryQuerySchema,
    status: 200,
    response: DirectoryAccountPageSchema,
  })
  async accounts(@Query() query: PageQuery): Promise<Page<DirectoryAccountView>> {
    const present = (await this.directory.accounts()).filter(({ deleted }) => !deleted);
    const views = present.map(({ id, network, name, organizationId }) => ({
      id,
      network,
      networkLabel: networkLabel(network),
      name,
      ...(organizationId === null ? {} : { organizationId }),
    }));
    return pageOfAll(views, query, ({ id }) => id);
  }

  @ApiRoute({
    method: 'GET',
    path: '/v1/directory/teams',
    operation: 'listDirectoryTeams',
    tag: 'Directory',
    summary: 'Lists the teams of the platform',
    access: ROLES,
    query: DirectoryQuerySchema,
    status: 200,
    response: DirectoryTeamPageSchema,
  })
  async teams(@Query() query: PageQuery): Promise<Page<DirectoryTeamView>> {
    const present = (await this.directory.teams()).filter(({ deleted }) => !deleted);
    return pageOfAll(
      present.map(({ id, name }) => ({ id, name })),
      query,
      ({ id }) => id,
    );
  }

  @ApiRoute({
    method: 'GET',
    path: '/v1/directory/fields',
    operation: 'listDirectoryFields',
    tag: 'Directory',
    summary: 'Lists the custom fields of the platform; Mode B takes those of type email',
    access: ROLES,
    query: DirectoryQuerySchema,
    status: 200,
    response: DirectoryFieldPageSchema,
  })
  async fields(@Query() query: PageQuery): Promise<Page<DirectoryFieldView>> {
    const present = (await this.directory.fields()).filter(({ deleted }) => !deleted);
    const views = present.map(({ key, label, type, scope }) => ({ key, label, type, scope }));
    return pageOfAll(views, query, ({ scope, key }) => `${scope}:${key}`);
  }
}
