import {
  DEFAULT_CONFIGURATION,
  type OrganizationConfiguration,
  type OrganizationDocument,
} from '@parley/contracts';
import type { Author, Entry, LogPosition } from '@parley/ticket-content';
import { fixedClock, type FixedClock } from '@parley/testing';
import type { CustomerFinding, Facts, Intake, Target } from '../src/intake/intake';
import type { HeldLane } from '../src/lane/lane';
import type { LaneStore } from '../src/lane/lane-store';
import type { LanePorts, LaneSettings, Step } from '../src/lane/ports';
import { workLane } from '../src/lane/work-lane';
import { RecentLooks } from '../src/lane/recent-looks';
import { AttachmentSlots } from '../src/bring-attachment/attachment-slots';
import { MemoryAgentBook } from '../src/memory/memory-agent-book';
import { MemoryAttachmentBook } from '../src/memory/memory-attachment-book';
import { MemoryIntake } from '../src/memory/memory-intake';
import { MemoryLaneStore } from '../src/memory/memory-lane-store';
import { MemoryParkedLanes } from '../src/memory/memory-parked-lanes';
import { MemoryTables } from '../src/memory/memory-tables';
import { MemoryTranscript } from '../src/memory/memory-transcript';
import { MemoryFiles } from './memory-files';
import { MemoryZendesk } from './memory-zendesk';

export const ORGANIZATION = 'org-1';
export const ACCOUNT = 'acc-whatsapp-1';
export const TICKET_KEY = '11111111-1111-5111-8111-111111111111';
export const REQUESTER = 501;
export const CONNECTED_USER = 900;
export const PARTITION = 3;

export const ADA: Author = { kind: 'contact', name: 'Ada Lovelace' };
export const GRACE: Author = {
  kind: 'advisor',
  id: 'grace',
  name: 'Grace Hopper',
  email: 'grace@example.org',
};

export const SETTINGS: LaneSettings = {
  callTimeoutMs: 10_000,
  leaseMs: 25_000,
  settleMs: 120_000,
  idempotencyMs: 110 * 60_000,
  searchLagMs: 30 * 60_000,
  pageSize: 500,
  stepsPerClaim: 50,
};

export function place(offset: number): LogPosition {
  return { epoch: 0, partition: PARTITION, offset };
}

export function organization(
  version = 1,
  change: Partial<OrganizationDocument> = {},
  configuration: Partial<OrganizationConfiguration> = {},
): OrganizationDocument {
  return {
    version,
    organizationId: ORGANIZATION,
    name: 'acme',
    url: 'https://acme.zendesk.com',
    state: 'active',
    connectedUserId: CONNECTED_USER,
    accounts: [{ accountId: ACCOUNT, enabled: true, directApiContract: false }],
    configuration: { ...DEFAULT_CONFIGURATION, ...configuration },
    changedAt: '2026-11-21T09:00:00Z',
    ...change,
  };
}

export function target(firedAt: number, through: number, change: Partial<Target> = {}): Target {
  return {
    ticketKey: TICKET_KEY,
    organizationId: ORGANIZATION,
    conversationId: 'conv-42',
    accountId: ACCOUNT,
    contactId: 'contact-7',
    mode: 'A',
    frozen: false,
    firedAt: place(firedAt),
    through: place(through),
    requesterKey: `user:${REQUESTER}`,
    version: through,
    traceparent: `00-${String(through).padStart(32, '0')}-00f067aa0ba902b7-01`,
    ...change,
  };
}

export function customer(change: Partial<CustomerFinding> = {}): CustomerFinding {
  return {
    organizationId: ORGANIZATION,
    requesterKey: `user:${REQUESTER}`,
    version: 1,
    zendeskUserId: REQUESTER,
    blockedReason: null,
    ...change,
  };
}

export function message(offset: number, text: string, author: Author = ADA): Entry {
  return {
    kind: 'message',
    at: place(offset),
    messageId: `m-${offset}`,
    author,
    delivery: 'sent',
    text,
    sentAt: '2026-11-21T09:30:00Z',
  };
}

/** A stretch of the log: consecutive facts of one conversation, from `offset` on. */
export function facts(entries: readonly Entry[], change: Partial<Facts> = {}): Facts {
  const last = entries.at(-1)?.at.offset ?? 0;
  return {
    partition: PARTITION,
    epoch: 0,
    nextOffset: last + 1,
    facts: entries.map((entry) => ({ conversationId: 'conv-42', contactId: 'contact-7', entry })),
    contacts: entries.slice(0, 1).map(({ at }) => ({ contactId: 'contact-7', at, name: 'Ada Lovelace' })),
    ...change,
  };
}

/** What every flow says before the first conversation: the account, the organization, the customer. */
export async function introduce(intake: Intake, document = organization()): Promise<void> {
  await intake.accounts(new Map([[ACCOUNT, { name: 'Acme support', network: 'whatsapp' }]]));
  await intake.organizations([document]);
  await intake.customers([customer()]);
}

/** A whole ticket-writer in memory, on a clock that stands still until it is moved. */
export class WriterWorld {
  readonly clock: FixedClock = fixedClock();
  readonly tables = new MemoryTables(this.clock);
  readonly intake = new MemoryIntake(this.tables);
  readonly zendesk = new MemoryZendesk(this.clock);
  readonly parked = new MemoryParkedLanes(this.tables);
  readonly store: LaneStore = new MemoryLaneStore(this.tables);
  readonly alerts: string[] = [];
  readonly files = new MemoryFiles();
  readonly filesEnded: string[] = [];
  readonly ports: LanePorts = {
    store: this.store,
    transcript: new MemoryTranscript(this.tables),
    agents: new MemoryAgentBook(this.tables),
    attachments: {
      book: new MemoryAttachmentBook(this.tables),
      files: this.files,
      slots: new AttachmentSlots(4, 2),
      settings: { fetchTimeoutMs: 30_000, uploadTimeoutMs: 60_000, retryMs: [2_000, 10_000] },
      ended: (end) => this.filesEnded.push(end),
    },
    desk: this.zendesk,
    clock: this.clock,
    looks: new RecentLooks(this.clock),
    watch: {
      severalTickets: (_, ticketKey) => this.alerts.push(`several tickets for ${ticketKey}`),
      unpermittedKeys: (_, keys) => this.alerts.push(`unpermitted ${keys.join()}`),
      notRedacted: (_, ticketKey) => this.alerts.push(`not redacted in ${ticketKey}`),
      effectEnded: () => undefined,
    },
    settings: SETTINGS,
  };

  static async started(configuration: Partial<OrganizationConfiguration> = {}): Promise<WriterWorld> {
    const world = new WriterWorld();
    await introduce(world.intake, organization(1, {}, configuration));
    return world;
  }

  /** A world whose one conversation has its ticket, with a message `one`, for 10 s. */
  static async withTicket(): Promise<WriterWorld> {
    const world = await WriterWorld.started();
    await world.brings('one', 1);
    await world.settle();
    world.clock.advance(10_000);
    return world;
  }

  /** The contact's next message, wanted in the ticket. */
  async brings(text: string, offset: number, firedAt = 1): Promise<void> {
    await this.intake.facts(facts([message(offset, text)]));
    await this.intake.targets([target(firedAt, offset)]);
  }

  async claim(): Promise<HeldLane | undefined> {
    const [held] = await this.store.claim({
      owner: 'test',
      leaseMs: SETTINGS.leaseMs,
      limit: 1,
      resting: [],
      restingUpdates: [],
    });
    return held;
  }

  /** Works on whatever is workable now. */
  async work(): Promise<Step | undefined> {
    const held = await this.claim();
    return held && workLane(this.ports, held, this.clock.monotonicMs(), () => false);
  }

  /** Works and lets time pass until nothing is left to do, for `hours` at most. */
  async settle(hours = 4): Promise<void> {
    const until = this.clock.now().getTime() + hours * 3_600_000;
    while (this.clock.now().getTime() < until) {
      const step = await this.work();
      if (step === undefined && !this.isBehind()) return;
      this.clock.advance(step === undefined ? 5_000 : 1_000);
    }
  }

  isBehind(): boolean {
    return [...this.tables.lanes.values()].some(({ workable }) => workable);
  }

  /** Visible texts of all comments of all tickets, a ticket a list. */
  texts(): readonly (readonly string[])[] {
    return this.zendesk.tickets.map(({ comments }) =>
      comments.flatMap(({ html_body }) => textsOf(html_body)),
    );
  }

  effectStates(): readonly string[] {
    return this.tables.effects.map(({ effect, state }) => `${effect.label} ${state}`);
  }

  told(): readonly string[] {
    return this.tables.told.map((event) =>
      event.type === 'parley.effect.changed.v1'
        ? `effect ${event.data.state}`
        : event.type.split('.').slice(1, 3).join(' '),
    );
  }
}

/** The messages' texts in a comment; Parley's own comments show as `(note)`. */
export function textsOf(html: string): readonly string[] {
  const paragraphs = [...html.matchAll(/<p dir="auto">(.*?)<\/p>/gs)].map(([, inner = '']) => inner);
  if (paragraphs.length === 1 || paragraphs[0]?.startsWith('<strong>Last message<')) return ['(note)'];
  return paragraphs.filter((_, index) => index % 2 === 1);
}
