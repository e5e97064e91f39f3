import { Body, Controller, Inject, Param, Query, Res } from '@nestjs/common';
import {
  AuthorizationAskedSchema,
  ChangeOrganizationSchema,
  Closed,
  ConnectOrganizationSchema,
  OrganizationsQuerySchema,
  ReauthorizeOrganizationSchema,
  Uuid,
} from '@parley/contracts';
import type {
  AuthorizationAsked,
  ChangeOrganization,
  ConnectOrganization as ConnectRequest,
  Page,
  ReauthorizeOrganization,
} from '@parley/contracts';
import type { OAuthClient } from '@parley/zendesk';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal } from '../access/caller';
import { ROLES } from '../access/role';
import type { Principal } from '../access/role';
import { AuthoriseOrganization } from '../authorise-organization/authorise-organization';
import type { AskOutcome } from '../authorise-organization/authorise-organization';
import { ApiRoute } from '../http-edge/api-route';
import { decodeCursor, page } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { ProblemError } from '../http-edge/problem';
import { ConnectOrganization } from './connect-organization';
import type { ConnectOutcome } from './connect-organization';
import { ORGANIZATION_STORE } from './organization';
import type { Organization, OrganizationStore } from './organization';
import { unknownOrganization } from './organization-problems';
import { OrganizationSchema, OrganizationsSchema, organizationView } from './organization-view';
import type { OrganizationWithWarnings } from './organization-view';
import { OrganizationWarnings } from './organization-warnings';

const PATH = '/v1/organizations';
const Params = Closed({ organizationId: Uuid });

/** Connected Zendesks: connect, authorise again, look at, disconnect. */
@Controller()
export class OrganizationsController {
  constructor(
    @Inject(ConnectOrganization)
    private readonly connecting: Pick<ConnectOrganization, 'connect' | 'rename' | 'disconnect'>,
    @Inject(AuthoriseOrganization)
    private readonly authorising: Pick<AuthoriseOrganization, 'begin' | 'again'>,
    @Inject(ORGANIZATION_STORE) private readonly store: Pick<OrganizationStore, 'list' | 'find'>,
    @Inject(OrganizationWarnings) private readonly warnings: Pick<OrganizationWarnings, 'of'>,
  ) {}

  @ApiRoute({
    method: 'POST',
    path: PATH,
    operation: 'connectOrganization',
    tag: 'Organizations',
    summary: 'Connects a Zendesk, or authorises a connected one again',
    description:
      'Without an access token, asks for the page on which the administrator of that Zendesk lets Parley in; the organization is connected once they did. With one, checks it with Zendesk. Tokens are stored sealed. The same URL again is the same organization.',
    access: ['administrator'],
    body: ConnectOrganizationSchema,
    status: 201,
    response: OrganizationSchema,
    alsoAnswers: {
      200: { description: 'Authorised again', schema: OrganizationSchema },
      202: { description: 'Waits for the administrator of that Zendesk', schema: AuthorizationAskedSchema },
    },
    problems: ['url-not-allowed', 'zendesk-refused-token', 'zendesk-unreachable', 'oauth-client-missing'],
  })
  async connect(
    @Body() body: ConnectRequest,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationWithWarnings | AuthorizationAsked> {
    const { url, accessToken, oauthClient, name } = body;
    if (accessToken === undefined) {
      const client = clientOf(oauthClient);
      const request = { url, ...(name !== undefined && { name }), ...(client && { client }) };
      reply.code(202);
      return askedOrThrow(await this.authorising.begin(request, principal.subject));
    }
    const outcome = await this.connecting.connect({ url, accessToken, name }, principal.subject);
    if (!('organization' in outcome)) throw connectProblem(outcome);
    reply
      .code(outcome.kind === 'connected' ? 201 : 200)
      .header('location', `${PATH}/${outcome.organization.id}`);
    return this.view(outcome.organization);
  }

  @ApiRoute({
    method: 'GET',
    path: PATH,
    operation: 'listOrganizations',
    tag: 'Organizations',
    summary: 'Lists the organizations, oldest first, disconnected ones included',
    access: ROLES,
    query: OrganizationsQuerySchema,
    status: 200,
    response: OrganizationsSchema,
  })
  async list(@Query() query: PageQuery): Promise<Page<OrganizationWithWarnings>> {
    const [createdAt, id] =
      query.cursor === undefined ? [] : decodeCursor(query.cursor, ['timestamp', 'uuid']);
    const after =
      createdAt === undefined || id === undefined
        ? undefined
        : { createdAt: String(createdAt), id: String(id) };
    const organizations = await this.store.list(query.limit + 1, after);
    const { items, nextCursor } = page(organizations, query.limit, (item) => [
      item.createdAt.toISOString(),
      item.id,
    ]);
    return { items: await Promise.all(items.map((item) => this.view(item))), nextCursor };
  }

  @ApiRoute({
    method: 'GET',
    path: `${PATH}/:organizationId`,
    operation: 'getOrganization',
    tag: 'Organizations',
    summary: 'Shows an organization',
    access: ROLES,
    params: Params,
    status: 200,
    response: OrganizationSchema,
    problems: ['organization-unknown'],
  })
  async get(@Param('organizationId') id: string): Promise<OrganizationWithWarnings> {
    const organization = await this.store.find(id);
    if (organization === undefined) throw unknownOrganization();
    return this.view(organization);
  }

  @ApiRoute({
    method: 'PATCH',
    path: `${PATH}/:organizationId`,
    operation: 'changeOrganization',
    tag: 'Organizations',
    summary: 'Gives an organization another name',
    description: 'Who did it, and when, is kept. URL and subdomain of an organization never change.',
    access: ['administrator'],
    params: Params,
    body: ChangeOrganizationSchema,
    status: 200,
    response: OrganizationSchema,
    problems: ['organization-unknown'],
  })
  async change(
    @Param('organizationId') id: string,
    @Body() { name }: ChangeOrganization,
    @CurrentPrincipal() principal: Principal,
  ): Promise<OrganizationWithWarnings> {
    const organization = await this.connecting.rename(id, name, principal.subject);
    if (organization === undefined) throw unknownOrganization();
    return this.view(organization);
  }

  @ApiRoute({
    method: 'POST',
    path: `${PATH}/:organizationId/reauthorize`,
    operation: 'reauthorizeOrganization',
    tag: 'Organizations',
    summary: 'Asks for another authorisation of an organization, at any time',
    description:
      'Gives the page on which the administrator of that Zendesk lets Parley in again; what waited goes on once they did. Without a client, the one that it was authorised by.',
    access: ['administrator'],
    params: Params,
    body: ReauthorizeOrganizationSchema,
    status: 200,
    response: AuthorizationAskedSchema,
    problems: ['organization-unknown', 'oauth-client-missing'],
  })
  async reauthorize(
    @Param('organizationId') id: string,
    @Body() body: ReauthorizeOrganization,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AuthorizationAsked> {
    const organization = await this.store.find(id);
    if (organization === undefined) throw unknownOrganization();
    const client = clientOf(body.oauthClient);
    return askedOrThrow(await this.authorising.again(organization, client, principal.subject));
  }

  @ApiRoute({
    method: 'DELETE',
    path: `${PATH}/:organizationId`,
    operation: 'disconnectOrganization',
    tag: 'Organizations',
    summary: 'Disconnects an organization; its history stays',
    description:
      'The token is erased and nothing is sent any more. Accounts stay linked until they are taken away.',
    access: ['administrator'],
    params: Params,
    status: 204,
    problems: ['organization-unknown'],
  })
  async disconnect(
    @Param('organizationId') id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    if (!(await this.connecting.disconnect(id, principal.subject))) throw unknownOrganization();
  }

  private async view(organization: Organization): Promise<OrganizationWithWarnings> {
    return organizationView(organization, await this.warnings.of(organization));
  }
}

function clientOf(client: ConnectRequest['oauthClient']): OAuthClient | undefined {
  return client && { id: client.id, secret: client.secret ?? null };
}

function askedOrThrow(outcome: AskOutcome): AuthorizationAsked {
  switch (outcome.kind) {
    case 'asked': {
      const { authorizeUrl, redirectUrl, expiresAt } = outcome;
      return { authorizeUrl, redirectUrl, expiresAt: expiresAt.toISOString() };
    }
    case 'url-not-allowed':
      throw new ProblemError('url-not-allowed', `${outcome.detail}.`);
    case 'client-missing':
      throw new ProblemError(
        'oauth-client-missing',
        'Name an OAuth client of that Zendesk in oauthClient, or send an accessToken: no client is configured for all Zendesks.',
      );
  }
}

function connectProblem(
  outcome: Exclude<ConnectOutcome, { readonly organization: Organization }>,
): ProblemError {
  switch (outcome.kind) {
    case 'url-not-allowed':
      return new ProblemError('url-not-allowed', `${outcome.detail}.`);
    case 'token-refused':
      return new ProblemError('zendesk-refused-token', outcome.detail);
    case 'unreachable':
      return new ProblemError(
        'zendesk-unreachable',
        'Zendesk could not be asked about the token; nothing was changed.',
      );
  }
}
