import {
  ticketKey,
  type Contact,
  type ConversationEvent,
  type ConversationView,
  type EventRef,
  type EventStatus,
  type GateReason,
  type InboundEvent,
} from '@parley/contracts';
import { aConversation, eventually, type ConversationStory } from '@parley/testing';
import type { Desk } from './desk';
import { publishOverHttp } from './doors';
import type { Customer, TrueTicket, Truth } from './zendesk-account';

/** Takes events of a story into the system; resolves once they are acknowledged. */
export type Publish = (events: readonly InboundEvent[]) => Promise<void>;

/** Who writes, and through which door it is told. */
export interface StoryOptions {
  readonly id?: string;
  /** Ada Lovelace where it is not given; an id of the story's own where it has none. */
  readonly contact?: Partial<Contact>;
  readonly publish?: Publish;
}

/** Longest wait for what an idle system does within milliseconds. */
const WITHIN_MS = 45_000;

/** One conversation that a test tells step by step; each step is acknowledged before the next one. */
export class Story {
  readonly contact: Contact;
  readonly id: string;
  private readonly builder: ConversationStory;
  private readonly publish: Publish;

  constructor(
    readonly desk: Desk,
    private readonly options: StoryOptions = {},
  ) {
    const name = options.id ?? 'conv';
    this.id = `${name}-${desk.run}`;
    this.contact = { id: `contact-${this.id}`, ...(options.contact ?? { name: 'Ada Lovelace' }) };
    this.builder = aConversation(this.id).of(this.contact).on(desk.accountId);
    this.publish = options.publish ?? publishOverHttp;
  }

  /** Every event told so far. */
  get events(): readonly ConversationEvent[] {
    return this.builder.events();
  }

  /** Identity of the last event. */
  get lastEvent(): EventRef {
    return this.builder.lastRef();
  }

  /** Tells what happens next, under a trace of the publisher's where one is given. */
  async tells(next: (it: ConversationStory) => ConversationStory, traceparent?: string): Promise<void> {
    const before = this.events.length;
    next(this.builder);
    const told = this.events.slice(before);
    await this.publish(traceparent === undefined ? told : told.map((event) => ({ ...event, traceparent })));
  }

  /** An advisor associates the contact: over the API, or through the story's own door when it has one. */
  async isAssociatedWith(customer: Customer): Promise<void> {
    if (this.options.publish !== undefined) {
      await this.tells((it) => it.contactIsAssociated(this.desk.organizationId, customer.id));
      return;
    }
    await this.desk.advisor.ask('PUT', this.associationPath(), { body: { zendeskUserId: customer.id } });
  }

  async isDisassociated(): Promise<void> {
    await this.desk.advisor.ask('DELETE', this.associationPath());
  }

  /** What the gateway says about it; undefined while it has not heard of it. */
  async explanation(): Promise<ConversationView | undefined> {
    const answer = await this.desk.admin.send('GET', `/v1/conversations/${this.id}`);
    return answer.status === 200 ? (answer.body as ConversationView) : undefined;
  }

  /** What became of one of its events. */
  async statusOf({ source, id }: EventRef = this.lastEvent): Promise<EventStatus> {
    const query = new URLSearchParams({ source, id });
    return this.desk.admin.ask('GET', `/v1/events/status?${query.toString()}`) as Promise<EventStatus>;
  }

  /** Waits until the status of an event, the last one where none is given, is as expected (X4). */
  async hasStatus(
    expected: Partial<EventStatus>,
    event: EventRef | undefined = this.lastEvent,
  ): Promise<void> {
    await eventually(
      async () => {
        expect(await this.statusOf(event)).toMatchObject(expected);
        return true;
      },
      { describe: `the status of ${event.id}`, timeoutMs: WITHIN_MS },
    );
  }

  /** The tickets that Zendesk truly has of it: the conversation's own, or those of one firing message (T6). */
  ticketsIn(truth: Truth, firing?: EventRef): readonly TrueTicket[] {
    const key = `parley:${ticketKey(this.desk.organizationId, this.id, firing)}:`;
    return truth.tickets.filter(({ external_id }) => external_id?.startsWith(key) === true);
  }

  /** Waits until the explanation and the status of its last event say that it is held, and why. */
  async isHeldBecause(reason: GateReason): Promise<void> {
    const last = this.events.findLast(({ data }) => 'conversationId' in data);
    await eventually(
      async () => {
        const explanation = await this.explanation();
        expect(explanation).toMatchObject({ state: 'held', reason });
        const shut = explanation?.gates.find(({ open }) => !open);
        expect(shut).toMatchObject({ reason, todo: expect.any(String) as string });
        expect(await this.statusOf(last)).toMatchObject({ state: 'held', reason, conversation: this.id });
        return true;
      },
      { describe: `${this.id} to be held because of ${reason}`, timeoutMs: WITHIN_MS },
    );
  }

  private associationPath(): string {
    return `/v1/contacts/${this.contact.id}/associations/${this.desk.organizationId}`;
  }
}
