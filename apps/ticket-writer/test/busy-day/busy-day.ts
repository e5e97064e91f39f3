import type { Attachment, Entry, LogPosition } from '@parley/ticket-content';
import { composeGateway, MemoryBucketStore, ZendeskHosts, type ZendeskGateway } from '@parley/zendesk';
import { simulateTimers } from '../../simulation/engine/simulated-timers';
import { Scheduler } from '../../simulation/engine/scheduler';
import { Tape } from '../../simulation/engine/tape';
import { AttachmentSlots } from '../../src/bring-attachment/attachment-slots';
import type { FileAddress, FoundFile } from '../../src/bring-attachment/attachment-ports';
import type { LanePorts } from '../../src/lane/ports';
import { RecentLooks } from '../../src/lane/recent-looks';
import { MemoryAgentBook } from '../../src/memory/memory-agent-book';
import { MemoryAttachmentBook } from '../../src/memory/memory-attachment-book';
import { MemoryIntake } from '../../src/memory/memory-intake';
import { MemoryLaneStore } from '../../src/memory/memory-lane-store';
import { MemoryTables } from '../../src/memory/memory-tables';
import { MemoryTranscript } from '../../src/memory/memory-transcript';
import { LaneRunner } from '../../src/run-lanes/lane-runner';
import { customer, message, organization, target } from '../writer-world';
import { BusyZendesk } from './busy-zendesk';

const START_MS = Date.parse('2026-11-21T09:00:00Z');
/** The settings of production. */
const CALL_TIMEOUT_MS = 15_000;
const SETTINGS = {
  callTimeoutMs: CALL_TIMEOUT_MS,
  leaseMs: 2 * CALL_TIMEOUT_MS + 5_000,
  settleMs: 120_000,
  idempotencyMs: 110 * 60_000,
  searchLagMs: 45 * 60_000,
  pageSize: 500,
  stepsPerClaim: 50,
};
const CONCURRENCY = 16;
const FILES_AT_ONCE = 8;
const FETCH_TIMEOUT_MS = 30_000;
const QUICK_FILE_MS = 400;
/** Files of this host never come: each try takes the longest time that it may. */
export const SLOW_HOST = 'slow.example';

/** Somebody who talks with an account of an organization. */
export interface Talk {
  readonly organization: number;
  /** Account of the organization; 0 where there is only one. */
  readonly account: number;
  readonly conversation: number;
}

/** A message that was said, and where. */
export interface Said extends Talk {
  readonly text: string;
  readonly atMs: number;
  readonly hasFile: boolean;
}

/** A ticket-writer on a day with a lot to do: real lanes, gateway, budget, breakers and places for files, with the settings of
 * production, over a simulated store, clock and Zendesk. Everything is the same in every run but what a test changes. */
export class BusyDay {
  readonly scheduler = new Scheduler(new Tape(1), false);
  readonly said: Said[] = [];
  private readonly clock = {
    now: () => new Date(START_MS + this.scheduler.nowMs),
    monotonicMs: () => this.scheduler.nowMs,
  };
  readonly tables = new MemoryTables(this.clock);
  private readonly intake = new MemoryIntake(this.tables);
  private readonly accounts = new Map<string, BusyZendesk>();
  private readonly restoreTimers: () => void;
  private readonly gateway: ZendeskGateway;
  private readonly runner: LaneRunner;
  private offset = 0;

  private constructor() {
    this.restoreTimers = simulateTimers(this.scheduler);
    this.gateway = this.openGateway();
    this.runner = new LaneRunner(this.ports(), { owner: 'one', concurrency: CONCURRENCY, pollMs: 1_000 });
  }

  /** So many organizations with so many accounts each, and a running ticket-writer. */
  static async begin(organizations: number, accounts = 1): Promise<BusyDay> {
    const day = new BusyDay();
    const all = Array.from({ length: organizations }, (_, index) => index);
    const places = Array.from({ length: accounts }, (_, account) => account);
    const names = (index: number) => places.map((account) => accountOf({ organization: index, account }));
    await day.intake.accounts(
      new Map(all.flatMap(names).map((id) => [id, { name: 'Acme support', network: 'whatsapp' }])),
    );
    await day.intake.organizations(
      all.map((index) =>
        organization(1, {
          organizationId: idOf(index),
          url: originOf(idOf(index)),
          accounts: names(index).map((accountId) => ({
            accountId,
            enabled: true,
            directApiContract: false,
          })),
        }),
      ),
    );
    await day.intake.customers(all.map((index) => customer({ organizationId: idOf(index) })));
    day.runner.start();
    return day;
  }

  get nowMs(): number {
    return this.scheduler.nowMs;
  }

  zendesk(organizationIndex: number): BusyZendesk {
    const origin = originOf(idOf(organizationIndex));
    const known = this.accounts.get(origin);
    if (known !== undefined) return known;
    const made = new BusyZendesk(this.scheduler, () => this.clock.now().getTime(), CALL_TIMEOUT_MS);
    this.accounts.set(origin, made);
    return made;
  }

  /** Does something at a time of the day. */
  at(ms: number, go: () => void): void {
    this.scheduler.after(ms - this.scheduler.nowMs, undefined, 'something happens', go);
  }

  /** A contact says something, as often as `times`; the ticket may go as far at once. */
  says(talk: Talk, { times = 1, host }: { readonly times?: number; readonly host?: string } = {}): void {
    const ids = { conversationId: `conv-${nameOf(talk)}`, contactId: `contact-${nameOf(talk)}` };
    const first = this.offset + 1;
    this.offset += times;
    const entries = Array.from({ length: times }, (_, index): Entry => {
      const text = `word${first + index}word`;
      this.said.push({ ...talk, text, atMs: this.scheduler.nowMs, hasFile: host !== undefined });
      const entry = { ...message(first + index, text), at: placeOf(talk, first + index) };
      return host === undefined || entry.kind !== 'message'
        ? entry
        : { ...entry, attachments: [fileAt(host, first + index)] };
    });
    void this.bring(talk, ids, entries, first);
  }

  /** Lets the day go on until then. */
  async until(ms: number): Promise<void> {
    while (this.scheduler.nowMs < ms && (await this.scheduler.step()));
  }

  /** When each message was first seen in Zendesk, and whether any was seen twice. */
  seen(): ReadonlyMap<string, number> {
    const seen = new Map<string, number>();
    for (const { zendesk } of this.accounts.values())
      for (const { comments } of zendesk.tickets)
        for (const { html, atMs } of comments)
          for (const [text] of html.matchAll(/word\d+word/g)) {
            if (seen.has(text)) throw new Error(`${text} is in Zendesk twice`);
            seen.set(text, atMs - START_MS);
          }
    return seen;
  }

  /** Waits of the messages that `of` picks, in ms, shortest first; one that is not there waits for ever. */
  waits(of: (said: Said) => boolean): readonly number[] {
    const seen = this.seen();
    return this.said
      .filter(of)
      .map(({ text, atMs }) => (seen.get(text) ?? Infinity) - atMs)
      .sort((a, b) => a - b);
  }

  async end(): Promise<void> {
    // Calls in hand end in simulated time.
    const stopped = this.runner.stop();
    await this.until(this.scheduler.nowMs + 2 * FETCH_TIMEOUT_MS);
    await stopped;
    await this.gateway.close();
    this.restoreTimers();
  }

  private async bring(
    talk: Talk,
    ids: { conversationId: string; contactId: string },
    entries: readonly Entry[],
    first: number,
  ): Promise<void> {
    const last = first + entries.length - 1;
    await this.intake.facts({
      partition: talk.organization,
      epoch: 0,
      nextOffset: last + 1,
      facts: entries.map((entry) => ({ ...ids, entry })),
      contacts: [{ contactId: ids.contactId, at: placeOf(talk, first), name: 'Ada' }],
    });
    const key = `${talk.organization}${talk.account}${String(talk.conversation).padStart(6, '0')}`;
    await this.intake.targets([
      target(last, last, {
        ...ids,
        firedAt: placeOf(talk, last),
        through: placeOf(talk, last),
        organizationId: idOf(talk.organization),
        accountId: accountOf(talk),
        ticketKey: `${key}-3333-5333-8333-333333333333`,
      }),
    ]);
    this.runner.wake();
  }

  private openGateway(): ZendeskGateway {
    const at = new Date(START_MS);
    return composeGateway({
      buckets: new MemoryBucketStore(() => this.clock.now().getTime()),
      connections: {
        authorised: (organizationId) =>
          Promise.resolve({
            organizationId,
            url: originOf(organizationId),
            state: 'active',
            connectedUserId: 900,
            tokenVersion: 1,
            connectedAt: at,
            stateChangedAt: at,
            accessToken: 'token',
          }),
        markUnauthorised: () => Promise.resolve(false),
      },
      hosts: ZendeskHosts.parse(''),
      clock: this.clock,
      settings: { callTimeoutMs: CALL_TIMEOUT_MS },
      http: {
        exchange: (request) => {
          const zendesk = this.accounts.get(request.origin);
          if (zendesk === undefined) throw new Error(`Nobody listens at ${request.origin}`);
          return zendesk.exchange(request);
        },
        close: () => Promise.resolve(),
      },
    });
  }

  private ports(): LanePorts {
    return {
      store: new MemoryLaneStore(this.tables),
      transcript: new MemoryTranscript(this.tables),
      agents: new MemoryAgentBook(this.tables),
      attachments: {
        book: new MemoryAttachmentBook(this.tables),
        files: { get: (address) => this.fetch(address) },
        slots: new AttachmentSlots(FILES_AT_ONCE, FILES_AT_ONCE / 2),
        settings: { fetchTimeoutMs: FETCH_TIMEOUT_MS, uploadTimeoutMs: 60_000, retryMs: [2_000, 10_000] },
        ended: () => undefined,
      },
      desk: this.gateway,
      clock: this.clock,
      looks: new RecentLooks(this.clock),
      watch: {
        severalTickets: () => undefined,
        unpermittedKeys: () => undefined,
        notRedacted: () => undefined,
        effectEnded: () => undefined,
      },
      settings: SETTINGS,
    };
  }

  private fetch({ url = '' }: FileAddress): Promise<FoundFile> {
    const isSlow = url.includes(SLOW_HOST);
    const found: FoundFile = isSlow
      ? { kind: 'failed' }
      : { kind: 'file', bytes: Buffer.from('a picture'), contentType: 'image/png' };
    return new Promise((resolve) =>
      this.scheduler.after(isSlow ? FETCH_TIMEOUT_MS : QUICK_FILE_MS, undefined, 'a file comes', () =>
        resolve(found),
      ),
    );
  }
}

function idOf(index: number): string {
  return `org-${index}`;
}

function originOf(organizationId: string): string {
  return `https://${organizationId}.zendesk.com`;
}

function accountOf({ organization: index, account }: Pick<Talk, 'organization' | 'account'>): string {
  return `acc-${index}-${account}`;
}

/** Each organization's conversations are on a partition of their own. */
function placeOf({ organization: partition }: Talk, offset: number): LogPosition {
  return { epoch: 0, partition, offset };
}

function nameOf({ organization: index, account, conversation }: Talk): string {
  return `${index}-${account}-${conversation}`;
}

function fileAt(host: string, id: number): Attachment {
  return {
    id: `file-${id}`,
    url: `https://${host}/${id}.png`,
    fileName: `${id}.png`,
    contentType: 'image/png',
  };
}
