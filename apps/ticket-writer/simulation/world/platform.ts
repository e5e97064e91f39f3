import {
  DEFAULT_CONFIGURATION,
  ticketKey,
  topicName,
  type CloudEvent,
  type OrganizationDocument,
  type Position,
  type TopicName,
} from '@parley/contracts';
import { encodeEvent, type LogProducer, type MemoryEventLog } from '@parley/event-log';
import {
  ACCOUNT,
  ACCOUNT_NAME,
  ADVISOR_EMAIL,
  CONNECTED_USER,
  ORGANIZATION,
  PREFIX,
  START_MS,
} from './names';
import type { StorySetting, Telling } from './story';

/** One event of a conversation as it lies in the log. */
export interface ToldEvent {
  readonly id: string;
  readonly what: Telling;
  readonly position: Position;
  /** The word that finds its text in Zendesk again. */
  readonly token: string;
  readonly tags: readonly string[];
  /** The message that it edits. */
  readonly edits: string | undefined;
}

/** A conversation, as the platform and the evaluator have it. */
export interface Conversation {
  readonly id: string;
  readonly contactId: string;
  readonly ticketKey: string;
  /** In log order, each id once. */
  readonly told: ToldEvent[];
  /** Zendesk users who were the requester, the newest last. */
  readonly users: number[];
  firedAt: Position | undefined;
  /** The furthest position that was asked for. */
  through: Position | undefined;
  readonly requests: CloudEvent[];
  /** Encoded records, to be told again. */
  readonly records: { readonly id: string; readonly event: CloudEvent }[];
}

const EVENT_TYPES: Readonly<Record<Telling, string>> = {
  contact: 'message.received',
  advisor: 'message.sent',
  bot: 'message.sent',
  failed: 'message.sent',
  tags: 'conversation.tagged',
  closed: 'conversation.closed',
  reopened: 'conversation.reopened',
  edit: 'message.edited',
};

/** Everything that writes the topics which ticket-writer reads: gateway, evaluator and customer-service in one. */
export class Platform {
  readonly conversations: Conversation[];
  /** Messages that are on their way into the log. */
  pending = 0;
  private readonly producer: LogProducer;
  private numbers = 0;
  private versions = 0;

  constructor(
    log: MemoryEventLog,
    private readonly setting: StorySetting,
    private readonly now: () => number,
  ) {
    this.producer = log.producer();
    this.conversations = Array.from({ length: setting.conversations }, (_, index) => ({
      id: `conv-${index + 1}`,
      contactId: setting.sharesContact ? 'contact-1' : `contact-${index + 1}`,
      ticketKey: ticketKey(ORGANIZATION, `conv-${index + 1}`),
      told: [],
      users: [501 + index * 10],
      firedAt: undefined,
      through: undefined,
      requests: [],
      records: [],
    }));
  }

  /** The account and the organization, as they stand. */
  async configure(enabled: boolean): Promise<void> {
    this.versions += 1;
    const document: OrganizationDocument = {
      version: this.versions,
      organizationId: ORGANIZATION,
      name: 'acme',
      url: 'https://acme.zendesk.com',
      state: 'active',
      connectedUserId: CONNECTED_USER,
      accounts: [{ accountId: ACCOUNT, enabled, directApiContract: false }],
      configuration: { ...DEFAULT_CONFIGURATION, closeAs: this.setting.closeAs },
      changedAt: this.time(),
    };
    const topic = topicName(PREFIX, 'config');
    await this.producer.send([{ topic, key: ORGANIZATION, value: JSON.stringify(document), headers: {} }]);
  }

  async nameAccount(): Promise<void> {
    const data = { id: ACCOUNT, network: 'whatsapp', name: ACCOUNT_NAME };
    await this.append('directory', ACCOUNT, this.envelope('directory.account', data, ACCOUNT));
  }

  async resolve(conversation: Conversation, blocked: boolean): Promise<void> {
    this.versions += 1;
    const zendeskUserId = userOf(conversation);
    const data = {
      version: this.versions,
      organizationId: ORGANIZATION,
      requesterKey: `user:${zendeskUserId}`,
      zendeskUserId,
      ...(blocked ? { reason: 'customer-suspended' } : {}),
    };
    const name = blocked ? 'customer.blocked' : 'customer.resolved';
    await this.append('customerEvents', `user:${zendeskUserId}`, this.envelope(name, data, ORGANIZATION));
  }

  async tell(conversation: Conversation, what: Telling): Promise<void> {
    this.numbers += 1;
    const number = this.numbers;
    const messages = conversation.told.filter(({ what: kind }) => isMessage(kind));
    const edited = messages.at(-1);
    if (what === 'edit' && edited === undefined) return;
    const id = `e-${number}`;
    const tags = [`tag-${number}`, 'standing'];
    const event = this.envelope(
      EVENT_TYPES[what],
      this.dataOf(conversation, what, number, edited, tags),
      conversation.id,
      id,
    );
    const position = await this.append('conversationEvents', conversation.contactId, event);
    conversation.told.push({
      id,
      what,
      position,
      token: `tok${number}x`,
      tags: what === 'tags' ? tags : [],
      edits: what === 'edit' ? edited?.token : undefined,
    });
    conversation.records.push({ id, event });
    if (conversation.firedAt !== undefined) await this.request(conversation, position);
  }

  async repeat(conversation: Conversation, back: number): Promise<void> {
    const record = conversation.records.at(-1 - (back % Math.max(conversation.records.length, 1)));
    if (record === undefined) return;
    // The evaluator drops it too, so it moves no target.
    await this.append('conversationEvents', conversation.contactId, record.event);
  }

  async fire(conversation: Conversation): Promise<void> {
    const last = conversation.told.at(-1);
    if (last === undefined || conversation.firedAt !== undefined) return;
    conversation.firedAt = last.position;
    await this.request(conversation, last.position);
  }

  async reassociate(conversation: Conversation): Promise<void> {
    conversation.users.push(userOf(conversation) + 1);
    if (conversation.firedAt !== undefined && conversation.through !== undefined)
      await this.request(conversation, conversation.through);
    await this.resolve(conversation, false);
  }

  async askAgain(conversation: Conversation, back: number): Promise<void> {
    const { requests, contactId } = conversation;
    const request = requests.at(-1 - (back % Math.max(requests.length, 1)));
    if (request !== undefined) await this.append('syncRequests', contactId, request);
  }

  private async request(conversation: Conversation, position: Position): Promise<void> {
    this.versions += 1;
    conversation.through = position;
    const user = userOf(conversation);
    const data = {
      version: this.versions,
      ticketKey: conversation.ticketKey,
      organizationId: ORGANIZATION,
      conversationId: conversation.id,
      accountId: ACCOUNT,
      contactId: conversation.contactId,
      mode: 'A',
      trigger: { source: '/sim', id: 'e' },
      firedAt: conversation.firedAt,
      throughPosition: position,
      requester: { key: `user:${user}`, kind: 'linked', zendeskUserId: user },
      frozen: false,
    };
    const event = this.envelope('sync.requested', data, conversation.id);
    conversation.requests.push(event);
    await this.append('syncRequests', conversation.contactId, event);
  }

  private dataOf(
    conversation: Conversation,
    what: Telling,
    number: number,
    edited: ToldEvent | undefined,
    tags: readonly string[],
  ): object {
    const common = {
      conversationId: conversation.id,
      accountId: ACCOUNT,
      contact: { id: conversation.contactId, name: 'Ada Lovelace' },
    };
    const message = { id: `m-tok${number}x`, text: `tok${number}x says something`, sentAt: this.time() };
    const advisor = { kind: 'advisor', id: 'grace', name: 'Grace Hopper', email: ADVISOR_EMAIL };
    switch (what) {
      case 'contact':
        return { ...common, message };
      case 'advisor':
        return { ...common, message, author: advisor };
      case 'failed':
        return { ...common, message, author: advisor, delivery: 'failed' };
      case 'bot':
        return { ...common, message, author: { kind: 'bot', id: 'bot-1', name: 'Marvin' } };
      case 'edit':
        return { ...common, message: { id: `m-${edited?.token ?? ''}`, text: `tok${number}x says it anew` } };
      case 'tags':
        return { ...common, tags };
      case 'closed':
      case 'reopened':
        return common;
    }
  }

  private envelope(name: string, data: object, subject: string, id = `d-${(this.numbers += 1)}`): CloudEvent {
    return {
      specversion: '1.0',
      id,
      source: '/sim',
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

/** Whether it opens a follow-up, and counts as a message of the conversation. */
export function isMessage(what: Telling): boolean {
  return what === 'contact' || what === 'advisor' || what === 'bot' || what === 'failed';
}

/** The requester's Zendesk user now. */
export function userOf({ users }: Conversation): number {
  return users.at(-1) ?? 0;
}
