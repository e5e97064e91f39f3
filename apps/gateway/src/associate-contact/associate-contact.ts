import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { isId } from '@parley/contracts';
import type {
  Actor,
  AssociationPreview,
  ContactAssociated,
  ContactDisassociated,
  EventRef,
} from '@parley/contracts';
import { CLOCK, currentTraceparent } from '@parley/platform';
import type { Clock } from '@parley/platform';
import type { Principal } from '../access/role';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { OrganizationStore } from '../connect-organization/organization';
import { disconnectedOrganization, unknownOrganization } from '../connect-organization/organization-problems';
import { LogAppender } from '../log-of-record/log-appender';
import { logMessage } from '../log-of-record/log-message';
import { logUnavailable } from '../log-of-record/log-problems';
import { RecentlyAccepted } from '../publish-events/recently-accepted';
import { TOPIC_PREFIX } from '../tokens';
import { ASSOCIATION_EFFECTS } from './association-effects';
import type { AssociationEffects } from './association-effects';
import { NetworkPolicy } from './network-policy';

/** `source` of the events that people cause through the gateway. */
export const GATEWAY_SOURCE = '/parley/gateway';

/** Which contact and which organization. */
export interface AssociationPath {
  readonly contactId: string;
  readonly organizationId: string;
}

/** Appends an association, or its end, to the log of record: it is a fact like any other, ordered with the contact's messages. */
export class AssociateContact {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(NetworkPolicy) private readonly policy: Pick<NetworkPolicy, 'assertAllowed'>,
    @Inject(ASSOCIATION_EFFECTS) private readonly effects: AssociationEffects,
    @Inject(LogAppender) private readonly log: Pick<LogAppender, 'append'>,
    @Inject(RecentlyAccepted) private readonly recent: RecentlyAccepted,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOPIC_PREFIX) private readonly prefix: string,
  ) {}

  /** Associates; gives the event. Throws `organization-unknown`, `organization-disconnected`, `x-contract-missing`, `log-unavailable`. */
  async associate(path: AssociationPath, zendeskUserId: number, principal: Principal): Promise<EventRef> {
    await this.assertConnected(path.organizationId);
    await this.policy.assertAllowed({ contactId: path.contactId });
    const { contactId, organizationId } = path;
    return this.append({
      ...this.envelope(contactId),
      type: 'parley.contact.associated.v1',
      data: { contact: { id: contactId }, organizationId, zendeskUserId, by: actorOf(principal) },
    });
  }

  /** What {@link associate} would send. Throws `organization-unknown`, `organization-disconnected`, `x-contract-missing`. */
  async preview(path: AssociationPath, zendeskUserId: number): Promise<AssociationPreview> {
    await this.assertConnected(path.organizationId);
    await this.policy.assertAllowed({ contactId: path.contactId });
    return { ...path, zendeskUserId, ...(await this.effects.count(path, zendeskUserId)) };
  }

  /** Disassociates; gives the event. Ending what never began is harmless. Throws `organization-unknown`, `log-unavailable`. */
  async disassociate(
    { contactId, organizationId }: AssociationPath,
    principal: Principal,
  ): Promise<EventRef> {
    if ((await this.organizations.find(organizationId)) === undefined) throw unknownOrganization();
    return this.append({
      ...this.envelope(contactId),
      type: 'parley.contact.disassociated.v1',
      data: { contact: { id: contactId }, organizationId, by: actorOf(principal) },
    });
  }

  private async assertConnected(organizationId: string): Promise<void> {
    const organization = await this.organizations.find(organizationId);
    if (organization === undefined) throw unknownOrganization();
    if (organization.state === 'disconnected') throw disconnectedOrganization();
  }

  private envelope(contactId: string) {
    const traceparent = currentTraceparent();
    return {
      specversion: '1.0' as const,
      id: randomUUID(),
      source: GATEWAY_SOURCE,
      time: this.clock.now().toISOString(),
      subject: contactId,
      partitionkey: contactId,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
  }

  private async append(event: ContactAssociated | ContactDisassociated): Promise<EventRef> {
    const outcome = await this.log.append([logMessage(this.prefix, event, undefined)]);
    if (outcome.kind !== 'acknowledged') throw logUnavailable();
    const { source, id } = event;
    this.recent.add(source, id);
    return { source, id };
  }
}

function actorOf({ subject }: Principal): Actor {
  return { kind: 'advisor', ...(isId(subject) ? { id: subject } : {}) };
}
