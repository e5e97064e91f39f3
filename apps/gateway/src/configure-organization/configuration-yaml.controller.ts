import { Body, Controller, Headers, Inject, Param, Res } from '@nestjs/common';
import {
  Closed,
  OrganizationConfigurationSchema,
  Uuid,
  YAML_MEDIA_TYPE,
  completeConfiguration,
} from '@parley/contracts';
import type { OrganizationConfiguration } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal } from '../access/caller';
import type { Principal } from '../access/role';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { Organization, OrganizationStore } from '../connect-organization/organization';
import { unknownOrganization } from '../connect-organization/organization-problems';
import { ApiRoute } from '../http-edge/api-route';
import { ProblemError } from '../http-edge/problem';
import { ChangeConfiguration } from './change-configuration';
import { CHANGE_PROBLEMS, IfMatch } from './configuration-route';
import { configurationFromYaml, configurationToYaml, withLines } from './configuration-yaml';
import { etagOf, expectedVersion } from './entity-tag';

/** Where a configuration is as code. */
const YAML_PATH = '/v1/organizations/:organizationId/configuration.yaml';
/** Where a configuration as code is tried. */
const CHECK_PATH = `${YAML_PATH}/check`;
/** Paths that take YAML. */
export const YAML_PATHS: readonly string[] = [YAML_PATH, CHECK_PATH];
const Params = Closed({ organizationId: Uuid });
const CONTENT_TYPE = `${YAML_MEDIA_TYPE}; charset=utf-8`;

/** The configuration as code: to be kept beside other code, and brought to another installation (A6). */
@Controller()
export class ConfigurationYamlController {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(ChangeConfiguration) private readonly changing: Pick<ChangeConfiguration, 'change' | 'check'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: YAML_PATH,
    operation: 'exportConfiguration',
    tag: 'Organizations',
    summary: 'Shows the configuration as YAML; its version is the ETag',
    description: 'Keys are always in the same order, so that two exports can be compared line by line.',
    access: ['administrator', 'operator'],
    params: Params,
    status: 200,
    response: Type.String(),
    responseType: YAML_MEDIA_TYPE,
    problems: ['organization-unknown'],
  })
  async get(
    @Param('organizationId') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return yamlAnswer(await this.existing(id), reply);
  }

  @ApiRoute({
    method: 'PUT',
    path: YAML_PATH,
    operation: 'importConfiguration',
    tag: 'Organizations',
    summary: 'Replaces the configuration by a YAML document; effective everywhere within a second',
    description:
      'Checked like PUT configuration; every fault names its line and its place. With If-Match the change is refused when somebody else changed it meanwhile.',
    access: ['administrator'],
    params: Params,
    headers: IfMatch,
    bodies: { [YAML_MEDIA_TYPE]: Type.String() },
    status: 200,
    response: Type.String(),
    responseType: YAML_MEDIA_TYPE,
    problems: [
      ...CHANGE_PROBLEMS,
      'unreadable-yaml',
      'invalid-body',
      'body-too-large',
      'media-type-unsupported',
    ],
  })
  async put(
    @Param('organizationId') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const present = await this.existing(id);
    const read = configurationFromYaml(yamlOf(body));
    try {
      const organization = await this.changing.change(present, {
        configuration: completeConfiguration(read.configuration),
        expectedVersion: expectedVersion(ifMatch),
        by: principal.subject,
      });
      return yamlAnswer(organization, reply);
    } catch (error) {
      throw withLines(error, read);
    }
  }

  @ApiRoute({
    method: 'POST',
    path: CHECK_PATH,
    operation: 'checkConfiguration',
    tag: 'Organizations',
    summary: 'Reads a YAML document as the configuration it stands for, and checks it; nothing is saved',
    description: 'The answer is complete: what the document leaves out has its default.',
    access: ['administrator'],
    params: Params,
    bodies: { [YAML_MEDIA_TYPE]: Type.String() },
    status: 200,
    response: OrganizationConfigurationSchema,
    problems: [
      ...CHANGE_PROBLEMS.filter((code) => code !== 'version-conflict'),
      'unreadable-yaml',
      'invalid-body',
      'body-too-large',
      'media-type-unsupported',
    ],
  })
  async check(
    @Param('organizationId') id: string,
    @Body() body: unknown,
  ): Promise<OrganizationConfiguration> {
    const present = await this.existing(id);
    const read = configurationFromYaml(yamlOf(body));
    const configuration = completeConfiguration(read.configuration);
    try {
      await this.changing.check(present, configuration);
      return configuration;
    } catch (error) {
      throw withLines(error, read);
    }
  }

  private async existing(id: string): Promise<Organization> {
    const organization = await this.organizations.find(id);
    if (organization === undefined) throw unknownOrganization();
    return organization;
  }
}

function yamlOf(body: unknown): string {
  if (typeof body === 'string') return body;
  throw new ProblemError('media-type-unsupported', `This route takes ${YAML_MEDIA_TYPE}.`);
}

function yamlAnswer(organization: Organization, reply: FastifyReply): string {
  reply.header('etag', etagOf(organization.configurationVersion)).header('content-type', CONTENT_TYPE);
  return configurationToYaml(organization);
}
