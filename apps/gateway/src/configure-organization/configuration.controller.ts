import { Body, Controller, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import {
  Closed,
  ConfigurationVersionDetailSchema,
  ConfigurationVersionPageSchema,
  ConfigurationVersionsQuerySchema,
  OrganizationConfigurationSchema,
  PutConfigurationSchema,
  Uuid,
  completeConfiguration,
} from '@parley/contracts';
import type {
  ConfigurationVersionDetail,
  OrganizationConfiguration,
  Page,
  PutConfiguration,
} from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal } from '../access/caller';
import type { Principal } from '../access/role';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { Organization, OrganizationStore } from '../connect-organization/organization';
import { unknownOrganization } from '../connect-organization/organization-problems';
import { ApiRoute } from '../http-edge/api-route';
import { decodeCursor, page } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { ProblemError } from '../http-edge/problem';
import { ChangeConfiguration } from './change-configuration';
import { CONFIGURATION_STORE } from './configuration-store';
import { CHANGE_PROBLEMS, IfMatch } from './configuration-route';
import type { ConfigurationStore, ConfigurationVersion } from './configuration-store';
import { configurationVersionView } from './configuration-version-view';
import { etagOf, expectedVersion } from './entity-tag';

const PATH = '/v1/organizations/:organizationId/configuration';
const Params = Closed({ organizationId: Uuid });
const VersionParams = Closed({
  organizationId: Uuid,
  version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});

interface VersionPath {
  readonly organizationId: string;
  readonly version: number;
}

/** How an organization wants its conversations synchronised, with every version there was (A4, A6). */
@Controller()
export class ConfigurationController {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(CONFIGURATION_STORE) private readonly versions: Pick<ConfigurationStore, 'version' | 'versions'>,
    @Inject(ChangeConfiguration) private readonly changing: Pick<ChangeConfiguration, 'change'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: PATH,
    operation: 'getConfiguration',
    tag: 'Organizations',
    summary: 'Shows the configuration; its version is the ETag',
    access: ['administrator', 'operator'],
    params: Params,
    status: 200,
    response: OrganizationConfigurationSchema,
    problems: ['organization-unknown'],
  })
  async get(
    @Param('organizationId') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationConfiguration> {
    const organization = await this.existing(id);
    reply.header('etag', etagOf(organization.configurationVersion));
    return organization.configuration;
  }

  @ApiRoute({
    method: 'PUT',
    path: PATH,
    operation: 'putConfiguration',
    tag: 'Organizations',
    summary: 'Replaces the configuration; effective everywhere within a second',
    description:
      'What is not given takes its default. With If-Match the change is refused when somebody else changed it meanwhile.',
    access: ['administrator'],
    params: Params,
    headers: IfMatch,
    body: PutConfigurationSchema,
    status: 200,
    response: OrganizationConfigurationSchema,
    problems: CHANGE_PROBLEMS,
  })
  async put(
    @Param('organizationId') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PutConfiguration,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationConfiguration> {
    const organization = await this.changing.change(await this.existing(id), {
      configuration: completeConfiguration(body),
      expectedVersion: expectedVersion(ifMatch),
      by: principal.subject,
    });
    reply.header('etag', etagOf(organization.configurationVersion));
    return organization.configuration;
  }

  @ApiRoute({
    method: 'GET',
    path: `${PATH}/versions`,
    operation: 'listConfigurationVersions',
    tag: 'Organizations',
    summary: 'Lists who changed the configuration when, with old and new, newest first',
    access: ['administrator', 'operator'],
    params: Params,
    query: ConfigurationVersionsQuerySchema,
    status: 200,
    response: ConfigurationVersionPageSchema,
    problems: ['organization-unknown'],
  })
  async list(
    @Param('organizationId') id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ConfigurationVersionDetail>> {
    await this.existing(id);
    const [below] = query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number']);
    const versions = await this.versions.versions(
      id,
      query.limit + 1,
      below === undefined ? undefined : Number(below),
    );
    const { items, nextCursor } = page(versions, query.limit, ({ version }) => [version]);
    return { items: items.map(configurationVersionView), nextCursor };
  }

  @ApiRoute({
    method: 'GET',
    path: `${PATH}/versions/:version`,
    operation: 'getConfigurationVersion',
    tag: 'Organizations',
    summary: 'Shows one version of the configuration, with the one that it replaced',
    access: ['administrator', 'operator'],
    params: VersionParams,
    status: 200,
    response: ConfigurationVersionDetailSchema,
    problems: ['organization-unknown', 'configuration-version-unknown'],
  })
  async version(@Param() params: VersionPath): Promise<ConfigurationVersionDetail> {
    await this.existing(params.organizationId);
    return configurationVersionView(await this.existingVersion(params));
  }

  @ApiRoute({
    method: 'POST',
    path: `${PATH}/versions/:version/restore`,
    operation: 'restoreConfigurationVersion',
    tag: 'Organizations',
    summary: 'Makes an earlier configuration the present one, as a new version',
    access: ['administrator'],
    params: VersionParams,
    headers: IfMatch,
    status: 200,
    response: OrganizationConfigurationSchema,
    problems: [
      'organization-unknown',
      'configuration-version-unknown',
      'organization-disconnected',
      'version-conflict',
    ],
  })
  async restore(
    @Param() params: VersionPath,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationConfiguration> {
    const present = await this.existing(params.organizationId);
    const earlier = await this.existingVersion(params);
    const organization = await this.changing.change(present, {
      configuration: earlier.configuration,
      expectedVersion: expectedVersion(ifMatch),
      restoredFrom: earlier.version,
      by: principal.subject,
    });
    reply.header('etag', etagOf(organization.configurationVersion));
    return organization.configuration;
  }

  private async existingVersion({ organizationId, version }: VersionPath): Promise<ConfigurationVersion> {
    const known = await this.versions.version(organizationId, version);
    if (known !== undefined) return known;
    throw new ProblemError('configuration-version-unknown', 'There was no such version.');
  }

  private async existing(id: string): Promise<Organization> {
    const organization = await this.organizations.find(id);
    if (organization === undefined) throw unknownOrganization();
    return organization;
  }
}
