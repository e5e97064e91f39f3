import { randomUUID } from 'node:crypto';
import { MemoryBlobStore } from '@parley/blob-store';
import type { OrganizationConfiguration } from '@parley/contracts';
import { Database, KeyRing, systemClock } from '@parley/platform';
import type { Entry } from '@parley/ticket-content';
import { eventually, SANDBOX_TOKEN, ZendeskSandbox } from '@parley/testing';
import {
  ConnectionStore,
  openZendeskGateway,
  ZENDESK_SCHEMA,
  ZendeskHosts,
  zendeskMigrations,
  type ZendeskGateway,
} from '@parley/zendesk';
import { openAttachments } from '../src/bring-attachment/open-attachments';
import type { Target } from '../src/intake/intake';
import type { LanePorts } from '../src/lane/ports';
import { RecentLooks } from '../src/lane/recent-looks';
import { LaneRunner } from '../src/run-lanes/lane-runner';
import { laneWatch } from '../src/run-lanes/lane-telemetry';
import { PostgresWriter } from './postgres-writer';
import {
  ACCOUNT,
  customer,
  facts,
  ORGANIZATION,
  organization,
  SETTINGS,
  target,
  textsOf,
} from './writer-world';

/** A comment as the sandbox's ground truth tells it. */
export interface TrueComment {
  readonly html_body: string;
  readonly public: boolean;
  readonly author_id: number;
  readonly attachments: readonly {
    readonly file_name: string;
    readonly content_type: string;
    readonly content_url: string;
    readonly size: number;
  }[];
}

/** A ticket as the sandbox's ground truth tells it. */
export interface TrueTicket {
  readonly id: number;
  readonly external_id: string | null;
  readonly subject: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly requester_id: number;
  readonly via_followup_source_id: number | null;
  readonly comments: readonly TrueComment[];
}

/** Times short enough for a test; the protocol is the same. */
const STAGE_SETTINGS = { ...SETTINGS, callTimeoutMs: 1_500, leaseMs: 4_000, settleMs: 2_500 };

/** Files come from servers of the tests' own. */
const ATTACHMENTS = {
  PARLEY_ATTACHMENT_ALLOWED_HOSTS: '127.0.0.1',
  PARLEY_ATTACHMENT_TIMEOUT_MS: 2_000,
  PARLEY_ATTACHMENT_CONCURRENCY: 4,
} as const;

/** Lanes on real parts: Postgres, the Zendesk sandbox as a program, and as many runners as wanted. */
export class WriterStage {
  readonly settings = STAGE_SETTINGS;
  readonly blobs = new MemoryBlobStore(systemClock);
  readonly attachments: ReturnType<typeof openAttachments>;
  private readonly runners: LaneRunner[] = [];

  private constructor(
    readonly writer: PostgresWriter,
    readonly sandbox: ZendeskSandbox,
    readonly zendesk: ZendeskGateway,
    readonly connectedUserId: number,
    private readonly zendeskDatabase: Database,
  ) {
    this.attachments = openAttachments(ATTACHMENTS, writer.attachments, this.blobs);
  }

  static async open(): Promise<WriterStage> {
    const [writer, sandbox] = await Promise.all([PostgresWriter.open(), ZendeskSandbox.start()]);
    const database = await Database.open({
      url: writer.url,
      schema: ZENDESK_SCHEMA,
      applicationName: 'ticket-writer-spec',
      migrations: zendeskMigrations,
    });
    await database.migrate();
    await sandbox.call('PUT', '/sandbox/limits', { plan: 'high-volume' });
    const hosts = ZendeskHosts.parse(sandbox.host);
    const keyRing = KeyRing.parse(`k:${Buffer.alloc(32, 3).toString('base64')}`);
    const connections = new ConnectionStore(database, keyRing, hosts);
    const settings = { callTimeoutMs: STAGE_SETTINGS.callTimeoutMs, breakerVolume: 1_000 };
    const zendesk = openZendeskGateway({ database, connections, hosts, settings });
    const me = await zendesk.verify({ url: sandbox.url, accessToken: SANDBOX_TOKEN });
    if (me.kind !== 'ok') throw new Error(`The sandbox answers ${me.kind}`);
    await connections.connect(ORGANIZATION, sandbox.url, {
      accessToken: SANDBOX_TOKEN,
      connectedUserId: me.body.id,
    });
    return new WriterStage(writer, sandbox, zendesk, me.body.id, database);
  }

  /** Empty tables, no faults, and an organization with this configuration. */
  async begin(configuration: Partial<OrganizationConfiguration> = {}): Promise<void> {
    await this.sandbox.call('DELETE', '/sandbox/faults');
    await this.writer.empty();
    await this.writer.intake.accounts(new Map([[ACCOUNT, { name: 'Acme support', network: 'whatsapp' }]]));
    await this.writer.intake.organizations([
      organization(1, { connectedUserId: this.connectedUserId }, configuration),
    ]);
  }

  /** A conversation of its own, whose requester is a new user of Zendesk. */
  async conversation(): Promise<StagedConversation> {
    const user = { user: { name: 'Ada Lovelace', email: `ada.${randomUUID()}@example.org` } };
    const made = await this.sandbox.call<{ readonly user: { readonly id: number } }>(
      'POST',
      '/api/v2/users',
      user,
    );
    const requesterKey = `user:${made.user.id}`;
    await this.writer.intake.customers([customer({ requesterKey, zendeskUserId: made.user.id })]);
    return new StagedConversation(this, made.user.id);
  }

  /** A worker of its own, as a second process would be. */
  run(change: Partial<LanePorts> = {}): LaneRunner {
    const ports: LanePorts = {
      store: this.writer.lanes,
      transcript: this.writer.transcript,
      agents: this.writer.agents,
      attachments: this.attachments.ports,
      desk: this.zendesk,
      clock: systemClock,
      looks: new RecentLooks(systemClock),
      watch: laneWatch,
      settings: STAGE_SETTINGS,
      ...change,
    };
    const runner = new LaneRunner(ports, {
      owner: `runner-${this.runners.length}`,
      concurrency: 8,
      pollMs: 50,
    });
    this.runners.push(runner);
    runner.start();
    return runner;
  }

  async stopRunners(): Promise<void> {
    await Promise.all(this.runners.splice(0).map((runner) => runner.stop()));
  }

  /** The next matching calls are disturbed. */
  async fault(order: Readonly<Record<string, unknown>>): Promise<void> {
    await this.sandbox.call('POST', '/sandbox/faults', { times: 1, ...order });
  }

  async tickets(ticketKey: string): Promise<readonly TrueTicket[]> {
    const truth = await this.sandbox.call<{ readonly tickets: readonly TrueTicket[] }>(
      'GET',
      '/sandbox/truth?include=tickets',
    );
    return truth.tickets.filter(({ external_id }) => external_id?.startsWith(`parley:${ticketKey}:`));
  }

  async effects(ticketKey: string): Promise<readonly string[]> {
    const rows = await this.writer.database.query<{ said: string }>(
      `select label || ' ' || state as said from effect where ticket_key = $1 order by sequence`,
      [ticketKey],
    );
    return rows.map(({ said }) => said);
  }

  async close(): Promise<void> {
    await this.stopRunners();
    await this.attachments.close();
    await this.zendesk.close();
    await this.zendeskDatabase.close();
    await this.writer.close();
    await this.sandbox.stop();
  }
}

/** One conversation, told fact by fact. */
export class StagedConversation {
  readonly ticketKey = randomUUID();
  private readonly conversationId = `conv-${this.ticketKey}`;
  private firedAt: number | undefined;
  private offset = 0;

  constructor(
    private readonly stage: WriterStage,
    readonly requesterId: number,
  ) {}

  get nextOffset(): number {
    return this.offset + 1;
  }

  /** Adds facts; the ticket may go as far as they reach. The first call is the firing event. */
  async tell(...entries: readonly Entry[]): Promise<this> {
    this.offset = entries.at(-1)?.at.offset ?? this.offset;
    const stretch = facts(entries);
    await this.stage.writer.intake.facts({
      ...stretch,
      facts: stretch.facts.map((fact) => ({ ...fact, conversationId: this.conversationId })),
    });
    this.firedAt ??= this.offset;
    const reach: Partial<Target> = {
      ticketKey: this.ticketKey,
      conversationId: this.conversationId,
      requesterKey: `user:${this.requesterId}`,
    };
    await this.stage.writer.intake.targets([target(this.firedAt, this.offset, reach)]);
    return this;
  }

  /** Waits until everything told is in Zendesk, and gives the tickets. */
  async brought(): Promise<readonly TrueTicket[]> {
    await eventually(
      async () => {
        const [lane] = await this.stage.writer.database.query<{ caught_up: boolean }>(
          `select behind_since is null and lease_until is null as caught_up from lane where ticket_key = $1`,
          [this.ticketKey],
        );
        return lane?.caught_up === true;
      },
      { describe: 'the lane to catch up', timeoutMs: 60_000 },
    );
    return this.stage.tickets(this.ticketKey);
  }

  /** Waits likewise, and gives the texts of each ticket. */
  async texts(): Promise<readonly (readonly string[])[]> {
    const tickets = await this.brought();
    return tickets.map(({ comments }) => comments.flatMap(({ html_body }) => textsOf(unwrapped(html_body))));
  }
}

/** Zendesk wraps a comment in a `div` of its own. */
function unwrapped(html: string): string {
  return html.replace(/^<div class="zd-comment"[^>]*>|<\/div>$/g, '');
}
