import { Inject } from '@nestjs/common';
import { PARLEY_NAMESPACE, uuidV5 } from '@parley/contracts';
import { ZendeskHostRefusedError } from '@parley/zendesk';
import type {
  ConnectionStore,
  Me,
  NewToken,
  ZendeskGateway,
  ZendeskHosts,
  ZendeskOutcome,
} from '@parley/zendesk';
import { PublishConfiguration } from '../publish-configuration/publish-configuration';
import { ORGANIZATION_STORE } from './organization';
import type { ChangedBy, Organization, OrganizationStore } from './organization';

/** Injects the `ZendeskGateway`. */
export const ZENDESK_GATEWAY = Symbol('gateway.zendesk-gateway');
/** Injects the `ConnectionStore`. */
export const CONNECTION_STORE = Symbol('gateway.connection-store');
/** Injects the `ZendeskHosts`. */
export const ZENDESK_HOSTS = Symbol('gateway.zendesk-hosts');

/** What became of connecting. */
export type ConnectOutcome =
  | { readonly kind: 'connected' | 'reauthorised'; readonly organization: Organization }
  | { readonly kind: 'url-not-allowed'; readonly detail: string }
  | { readonly kind: 'token-refused'; readonly detail: string }
  | { readonly kind: 'unreachable' };

/** Connects a Zendesk, or authorises a connected one again (A1, A2). */
export class ConnectOrganization {
  constructor(
    @Inject(ZENDESK_HOSTS) private readonly hosts: Pick<ZendeskHosts, 'guard'>,
    @Inject(ZENDESK_GATEWAY) private readonly zendesk: Pick<ZendeskGateway, 'verify'>,
    @Inject(CONNECTION_STORE) private readonly connections: Pick<ConnectionStore, 'connect' | 'disconnect'>,
    @Inject(ORGANIZATION_STORE) private readonly organizations: OrganizationStore,
    @Inject(PublishConfiguration) private readonly configuration: Pick<PublishConfiguration, 'publish'>,
  ) {}

  /**
   * Checks URL and token, then seals the token and makes the organization active. The id is derived from the URL, so connecting
   * the same Zendesk again, or repeating after a crash half-way, ends at the same organization.
   */
  async connect(
    request: { readonly url: string; readonly accessToken: string; readonly name?: string | undefined },
    by: ChangedBy,
    renewal?: NewToken['renewal'],
  ): Promise<ConnectOutcome> {
    const origin = this.originOf(request.url);
    if (origin.kind !== 'allowed') return origin;
    const verdict = judgeToken(
      await this.zendesk.verify({ url: origin.url, accessToken: request.accessToken }),
    );
    if (verdict.kind !== 'accepted') return verdict;
    const id = organizationId(origin.url);
    const { connectedUserId } = verdict;
    const token = { accessToken: request.accessToken, connectedUserId, ...(renewal && { renewal }) };
    await this.connections.connect(id, origin.url, token);
    const name = request.name ?? subdomainOf(origin.url);
    const { organization, created } = await this.organizations.connect({
      id,
      name,
      url: origin.url,
      connectedUserId,
      by,
    });
    await this.configuration.publish(id);
    return { kind: created ? 'connected' : 'reauthorised', organization };
  }

  /** Gives the organization another name; undefined when there is no such one (A1). */
  async rename(id: string, name: string, by: ChangedBy): Promise<Organization | undefined> {
    const organization = await this.organizations.rename(id, name, by);
    if (organization !== undefined) await this.configuration.publish(id);
    return organization;
  }

  /** Disconnects: the token is erased, the history stays. False when there is no such organization. */
  async disconnect(id: string, by: ChangedBy): Promise<boolean> {
    if ((await this.organizations.find(id)) === undefined) return false;
    await this.connections.disconnect(id);
    const known = await this.organizations.setState(id, 'disconnected', by);
    await this.configuration.publish(id);
    return known;
  }

  private originOf(
    url: string,
  ):
    | { readonly kind: 'allowed'; readonly url: string }
    | Extract<ConnectOutcome, { kind: 'url-not-allowed' }> {
    try {
      return { kind: 'allowed', url: this.hosts.guard(url).origin };
    } catch (error) {
      if (error instanceof ZendeskHostRefusedError) return { kind: 'url-not-allowed', detail: error.message };
      throw error;
    }
  }
}

/** The id of the organization behind an origin. */
export function organizationId(origin: string): string {
  return uuidV5(PARLEY_NAMESPACE, JSON.stringify(['organization', origin]));
}

function subdomainOf(origin: string): string {
  const { hostname, host } = new URL(origin);
  return hostname.endsWith('.zendesk.com') ? (hostname.split('.')[0] ?? host) : host;
}

type TokenVerdict =
  | { readonly kind: 'accepted'; readonly connectedUserId: number }
  | Extract<ConnectOutcome, { kind: 'token-refused' | 'unreachable' | 'url-not-allowed' }>;

const AGENT_ROLES: ReadonlySet<string> = new Set(['admin', 'agent']);

function judgeToken(outcome: ZendeskOutcome<Me>): TokenVerdict {
  switch (outcome.kind) {
    case 'ok':
      return AGENT_ROLES.has(outcome.body.role)
        ? { kind: 'accepted', connectedUserId: outcome.body.id }
        : {
            kind: 'token-refused',
            detail: 'The token belongs to an end user; Parley needs an agent or an administrator.',
          };
    case 'unauthorised':
      return { kind: 'token-refused', detail: 'Zendesk does not know the token, or it has expired.' };
    case 'refused':
      return {
        kind: 'token-refused',
        detail: `Zendesk answered ${outcome.status}: the token may lack the scopes read and write.`,
      };
    case 'not-sent':
      return outcome.reason === 'host-refused'
        ? { kind: 'url-not-allowed', detail: 'The address leads to a private network.' }
        : { kind: 'unreachable' };
    case 'conflict':
    case 'rate-limited':
    case 'unknown':
      return { kind: 'unreachable' };
  }
}
