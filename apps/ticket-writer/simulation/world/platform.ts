import {
  DEFAULT_CONFIGURATION,
  ticketKey,
  topicName,
  type CloudEvent,
  type EventRef,
  type OrganizationDocument,
  type Position,
  type TopicName,
} from '@parley/contracts';
import { encodeEvent, type LogProducer, type MemoryEventLog } from '@parley/event-log';
import {
  conversationsOf,
  isMessage,
  userOf,
  type AskedTicket,
  type Conversation,
  type ToldEvent,
} from './conversation';
import { PREFIX, START_MS } from './names';
import { EVENT_TYPES, payloadOf } from './payloads';
import type { SimOrganization } from './sim-organization';
import type { DeskOrder, StorySetting, Telling } from './story';

const SOURCE = '/sim';

/** An order of the error desk. */
export interface GivenOrder {
  readonly ticketKey: string;
  readonly effectId: string;
  readonly does: DeskOrder;
  /** What the person noted, in a word of its own. */
  readonly note: string;
  /** Whether nothing was ordered for that effect before. */
  readonly isFirst: boolean;
  /** Why the ticket was parked. */
  readonly reason: string;
}

/** Everything that writes the topics which ticket-writer reads: gateway, evaluator and customer-service in one. */
export class Platform {
  readonly conversations: Conversation[];
  /** What people at the error desk ordered. */
  readonly orders: GivenOrder[] = [];
  /** Messages that are on their way into the log. */
  pending = 0;
  private readonly producer: LogProducer;
  private numbers = 0;
  private versions = 0;

  constructor(
    log: MemoryEventLog,
    private readonly setting: StorySetting,
    organizations: readonly SimOrganization[],
    private readonly now: () => number,
  ) {
    this.producer = log.producer();
    this.conversations = conversationsOf(setting, organizations);
  }

  /** The organization as it stands. */
  async configure(organization: SimOrganization): Promise<void> {
    const { names, state, isEnabled } = organization;
    organization.toldState = state;
    this.versions += 1;
    const document: OrganizationDocument = {
      version: this.versions,
      organizationId: names.id,
      name: names.id,
      url: names.url,
      state,
      connectedUserId: names.connectedUser,
      accounts: [{ accountId: names.accountId, enabled: isEnabled, directApiContract: false }],
      configuration: {
        ...DEFAULT_CONFIGURATION,
        closeAs: this.setting.closeAs,
        redactDeleted: this.setting.redactDeleted,
      },
      changedAt: this.time(),
    };
    const topic = topicName(PREFIX, 'config');
    await this.producer.send([{ topic, key: names.id, value: JSON.stringify(document), headers: {} }]);
  }

  async nameAccount({ names: { accountId: id, accountName: name } }: SimOrganization): Promise<void> {
    const data = { id, network: 'whatsapp', name };
    await this.append('directory', id, this.envelope('directory.account', data, id));
  }

  async resolve(conversation: Conversation, blocked: boolean): Promise<void> {
    this.versions += 1;
    const zendeskUserId = userOf(conversation);
    const { id: organizationId } = conversation.organization.names;
    const data = {
      version: this.versions,
      organizationId,
      requesterKey: `user:${zendeskUserId}`,
      zendeskUserId,
      ...(blocked ? { reason: 'customer-suspended' } : {}),
    };
    const name = blocked ? 'customer.blocked' : 'customer.resolved';
    await this.append('customerEvents', `user:${zendeskUserId}`, this.envelope(name, data, organizationId));
  }

  async tell(conversation: Conversation, what: Telling): Promise<void> {
    this.numbers += 1;
    const number = this.numbers;
    const { told } = conversation;
    const isThere = ({ token }: ToldEvent) => !told.some(({ deletes }) => deletes === token);
    const changed = told.findLast((event) => isMessage(event.what) && isThere(event));
    if ((what === 'edit' || what === 'deletion') && changed === undefined) return;
    const [id, token] = [`e-${number}`, `tok${number}x`];
    const tags = [`tag-${number}`, 'standing'];
    const payload = payloadOf(conversation, { what, token, changed, tags, time: this.time() });
    const event = this.envelope(EVENT_TYPES[what], payload, conversation.id, id);
    const position = await this.append('conversationEvents', conversation.contactId, event);
    told.push({
      id,
      what,
      position,
      token,
      tags: what === 'tags' ? tags : [],
      edits: what === 'edit' ? changed?.token : undefined,
      deletes: what === 'deletion' ? changed?.token : undefined,
    });
    conversation.records.push({ id, event });
    await this.evaluate(conversation, what, { source: SOURCE, id }, position);
  }

  async repeat(conversation: Conversation, back: number): Promise<void> {
    const record = conversation.records.at(-1 - (back % Math.max(conversation.records.length, 1)));
    if (record === undefined) return;
    // The evaluator drops it too, so it moves no target.
    await this.append('conversationEvents', conversation.contactId, record.event);
  }

  async fire(conversation: Conversation): Promise<void> {
    const last = conversation.told.at(-1);
    if (last === undefined || conversation.asked.length > 0) return;
    const key = ticketKey(conversation.organization.names.id, conversation.id);
    await this.ask(conversation, key, { source: SOURCE, id: last.id }, last.position);
  }

  async reassociate(conversation: Conversation): Promise<void> {
    // T10: a ticket of Mode B keeps its requester.
    if (conversation.isFrozen) return;
    conversation.users.push(userOf(conversation) + 1);
    for (const ticket of conversation.asked) await this.request(conversation, ticket, ticket.through);
    await this.resolve(conversation, false);
  }

  /** A person at the error desk gives an order for a ticket that is told to be parked. */
  async order(
    { contactId, organization: { names } }: Conversation,
    { ticketKey, effectId = '', reason }: { ticketKey: string; effectId?: string; reason: string },
    does: DeskOrder,
  ): Promise<void> {
    const note = `note-${this.orders.length + 1}-given`;
    const isFirst = !this.orders.some((order) => order.effectId === effectId);
    this.orders.push({ ticketKey, effectId, does, note, isFirst, reason });
    const common = {
      contactId,
      by: { id: 'ada', name: 'Ada' },
      at: this.time(),
      organizationId: names.id,
      ticketKey,
    };
    const [name, data] =
      does === 'retry'
        ? ['command.retry-parked', common]
        : ['command.ignore-parked', { ...common, effectId, note }];
    await this.append('commands', contactId, this.envelope(name, data, contactId));
  }

  async askAgain(conversation: Conversation, back: number): Promise<void> {
    const { requests, contactId } = conversation;
    const request = requests.at(-1 - (back % Math.max(requests.length, 1)));
    if (request !== undefined) await this.append('syncRequests', contactId, request);
  }

  /** A conversation that fired goes on (T8), or has each message of its contact in a ticket of its own (T6). */
  private async evaluate(
    conversation: Conversation,
    what: Telling,
    trigger: EventRef,
    position: Position,
  ): Promise<void> {
    const [ticket] = conversation.asked;
    if (ticket === undefined) return;
    if (!conversation.isFrozen) return this.request(conversation, ticket, position);
    if (what !== 'contact') return;
    const key = ticketKey(conversation.organization.names.id, conversation.id, trigger);
    return this.ask(conversation, key, trigger, position);
  }

  private ask(conversation: Conversation, key: string, trigger: EventRef, position: Position): Promise<void> {
    const ticket = { key, trigger, firedAt: position, through: position };
    conversation.asked.push(ticket);
    return this.request(conversation, ticket, position);
  }

  private async request(conversation: Conversation, ticket: AskedTicket, position: Position): Promise<void> {
    this.versions += 1;
    ticket.through = position;
    const user = userOf(conversation);
    const data = {
      version: this.versions,
      ticketKey: ticket.key,
      organizationId: conversation.organization.names.id,
      conversationId: conversation.id,
      accountId: conversation.organization.names.accountId,
      contactId: conversation.contactId,
      mode: conversation.isFrozen ? 'B' : 'A',
      trigger: ticket.trigger,
      firedAt: ticket.firedAt,
      throughPosition: position,
      requester: { key: `user:${user}`, kind: 'linked', zendeskUserId: user },
      frozen: conversation.isFrozen,
    };
    const event = this.envelope('sync.requested', data, conversation.id);
    conversation.requests.push(event);
    await this.append('syncRequests', conversation.contactId, event);
  }

  private envelope(name: string, data: object, subject: string, id = `d-${(this.numbers += 1)}`): CloudEvent {
    return {
      specversion: '1.0',
      id,
      source: SOURCE,
      type: `parley.${name}.v1`,
      subject,
      time: this.time(),
      data,
    };
  }

  private async append(topic: TopicName, key: string, event: CloudEvent): Promise<Position> {
    this.pending += 1;
    const [place] = await this.producer.send([encodeEvent(topicName(PREFIX, topic), key, event)]);
    this.pending -= 1;
    return { epoch: 0, partition: place?.partition ?? 0, offset: place?.offset ?? 0 };
  }

  private time(): string {
    return new Date(START_MS + this.now()).toISOString();
  }
}
