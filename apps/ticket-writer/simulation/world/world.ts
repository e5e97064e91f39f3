import { MemoryEventLog } from '@parley/event-log';
import { MemoryBucketStore } from '@parley/zendesk';
import type { Intake } from '../../src/intake/intake';
import type { LaneStore } from '../../src/lane/lane-store';
import type { LaneSettings } from '../../src/lane/ports';
import { MemoryIntake } from '../../src/memory/memory-intake';
import { MemoryLaneStore } from '../../src/memory/memory-lane-store';
import { MemoryTables } from '../../src/memory/memory-tables';
import type { Process } from '../engine/process';
import { Scheduler } from '../engine/scheduler';
import type { Tape } from '../engine/tape';
import type { Mutant } from '../mutants/mutant';
import { Backups } from './backups';
import { Faults } from './faults';
import { GateWitness } from './gate-witness';
import { ADVISOR_AGENT, ADVISOR_EMAIL, START_MS } from './names';
import { type SeenCall, type WitnessedCall } from './network';
import { LANE_SETTINGS } from './lane-settings';
import { Platform, userOf, type Conversation } from './platform';
import { Replica } from './replica';
import { SimDatabase } from './sim-database';
import { SimZendesk } from './sim-zendesk';
import type { AgentDeed, Story, StoryEvent } from './story';
import type { SimTicket } from './zendesk-records';

/** The broker takes a member out of its groups after so long without a sign of life. */
const SESSION_MS = 10_000;
/** What was taken out comes back within so long after it lives again. */
const REJOIN_MS = 60_000;
const RESTART_AFTER_MS = [1_000, 20_000, 60_000] as const;

/** One simulated installation: several processes of ticket-writer, one Postgres, one Kafka, one Zendesk, and the people around. */
export class World {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly log: MemoryEventLog;
  readonly tables: MemoryTables;
  readonly laneStore: LaneStore;
  readonly buckets: MemoryBucketStore;
  readonly database: SimDatabase;
  readonly zendesk: SimZendesk;
  readonly platform: Platform;
  readonly settings: LaneSettings;
  readonly alerts: string[] = [];
  readonly calls: WitnessedCall[] = [];
  private readonly replicas: Replica[] = [];
  private readonly gates: GateWitness;
  private readonly backups: Backups;
  private readonly mayRestore: boolean;
  private names = 0;

  constructor(
    tape: Tape,
    private readonly story: Story,
    readonly mutant: Mutant | undefined,
    keepsTrace: boolean,
  ) {
    const { setting } = story;
    const scheduler = new Scheduler(tape, keepsTrace);
    this.scheduler = scheduler;
    this.faults = new Faults(scheduler, {
      crash: (process) => this.crash(process),
      sleep: (process) => this.whileAsleep(process),
    });
    this.log = new MemoryEventLog({ partitions: 1, now: () => START_MS + scheduler.nowMs });
    const clock = {
      now: () => new Date(START_MS + scheduler.nowMs),
      monotonicMs: () => scheduler.nowMs,
    };
    this.tables = mutant?.tables?.(clock) ?? new MemoryTables(clock);
    this.gates = new GateWitness(this.tables);
    this.laneStore = new MemoryLaneStore(this.tables);
    this.buckets = new MemoryBucketStore(() => START_MS + scheduler.nowMs);
    this.database = new SimDatabase(scheduler, this.faults);
    this.backups = new Backups(this.tables, this.database);
    this.mayRestore = story.events.some(({ kind }) => kind === 'restore');
    this.database.locksPositions = mutant?.leavesPositionsUnlocked !== true;
    this.settings = { ...LANE_SETTINGS, ...mutant?.settings };
    this.zendesk = new SimZendesk(() => START_MS + scheduler.nowMs + setting.zendeskAheadMs);
    Object.assign(this.zendesk, {
      listLagMs: setting.listLagMs,
      searchLagMs: setting.searchLagMs,
      hasTriggers: setting.hasTriggers,
    });
    this.zendesk.agents.set(ADVISOR_EMAIL, ADVISOR_AGENT);
    this.platform = new Platform(this.log, setting, () => scheduler.nowMs);
  }

  /** Everything starts, and the story is laid out in time; gives back when it ends. */
  begin(): number {
    const { scheduler, platform } = this;
    scheduler.after(0, undefined, 'the account is named', () => void platform.nameAccount());
    scheduler.after(0, undefined, 'the organization is configured', () => void platform.configure(true));
    this.scaleUp();
    this.scaleUp();
    for (const event of this.story.events) {
      const { atMs, kind } = event;
      const details = Object.values(event).filter((value) => value !== atMs && value !== kind);
      scheduler.after(atMs, undefined, `* ${kind} ${details.join(' ')}`, () => this.carryOut(event));
    }
    const endMs = (this.story.events.at(-1)?.atMs ?? 0) + 1_000;
    scheduler.after(endMs, undefined, '* nothing goes wrong any more', () => this.calmDown());
    return endMs;
  }

  /** Whether nothing is on its way: no request, no answer, no restart. */
  isQuiet(): boolean {
    return !this.scheduler.hasWorldEvents;
  }

  /** Whether everything that was asked for has been brought, or stands at a person's desk. */
  isAtRest(): boolean {
    if (this.platform.pending > 0) return false;
    for (const [key, lane] of this.tables.lanes) {
      const { position, history, followUpNoteDue } = lane.achieved;
      const { through, requesterKey } = lane.target;
      const isThere =
        position !== null && position.offset >= through.offset && history === 'done' && !followUpNoteDue;
      const conversation = this.platform.conversations.find(({ ticketKey }) => ticketKey === key);
      const isAsked =
        conversation?.through?.offset === through.offset && requesterKey === `user:${userOf(conversation)}`;
      if (lane.state === 'parked') continue;
      if (!isThere || !isAsked || lane.workable || this.tables.unfinished(key) !== undefined) return false;
    }
    return this.platform.conversations.every(
      ({ firedAt, ticketKey }) => firedAt === undefined || this.tables.lanes.has(ticketKey),
    );
  }

  /** A request of a process is on the wire. */
  sent(call: SeenCall): void {
    if (call.request.method === 'GET') return;
    const conversation = this.conversationOf(call);
    const wasOpen = this.gates.wasOpen(call.process, call.request.body);
    this.calls.push({ ...call, wasOpen, through: conversation?.through?.offset });
  }

  /** The store as one process has it, with a look at what the gates were when a lane was read. */
  watched(process: Process, store: LaneStore): LaneStore {
    return this.gates.watch(process, store);
  }

  intakeFor(process: Process): Intake {
    const intake = new MemoryIntake(this.tables);
    return this.mutant?.intake?.(intake, this, process) ?? intake;
  }

  /** A commit tells every other process that lanes may work. */
  notifyOthers(from: Replica): void {
    for (const replica of this.replicas)
      if (replica !== from && !replica.process.isDead)
        this.scheduler.happen(replica.process, 'hears that lanes may work', () => replica.runner.wake());
  }

  /** The conversation whose ticket a write is for. */
  conversationOf({ request }: SeenCall): Conversation | undefined {
    const id = Number(/\/tickets\/(\d+)/.exec(request.path)?.[1] ?? 0);
    const externalId =
      this.zendesk.tickets.find((ticket) => ticket.id === id)?.externalId ??
      (JSON.parse(request.body) as { ticket?: { external_id?: string } }).ticket?.external_id;
    return this.platform.conversations.find(({ ticketKey }) => externalId?.includes(ticketKey) === true);
  }

  private carryOut(event: StoryEvent): void {
    const { platform, zendesk } = this;
    if (this.mayRestore) this.backups.take();
    const conversation = 'conversation' in event ? platform.conversations[event.conversation] : undefined;
    switch (event.kind) {
      case 'gate':
        void platform.configure(event.open);
        return;
      case 'agent':
        this.work(zendesk.tickets[event.ticket], event.does);
        return;
      case 'clock-jump': {
        const replica = this.replicas[event.replica];
        if (replica !== undefined) replica.wallOffsetMs += event.ms;
        return;
      }
      case 'scale':
        if (event.up) this.scaleUp();
        else this.scaleDown();
        return;
      case 'restore':
        this.restore(event.back);
        return;
      case 'tell':
      case 'repeat':
      case 'fire':
      case 'ask-again':
      case 'reassociate':
      case 'customer':
        if (conversation !== undefined) void this.carryOutOf(conversation, event);
    }
  }

  /** An agent has a ticket in hand. */
  private work(ticket: SimTicket | undefined, does: AgentDeed): void {
    if (ticket === undefined) return;
    if (does === 'deletes') this.zendesk.agentDeletes(ticket);
    else if (does === 'tag') this.zendesk.agentChanges(ticket, { tag: `agent-${ticket.audits.length}` });
    else this.zendesk.agentChanges(ticket, { status: does });
  }

  private carryOutOf(
    conversation: Conversation,
    event: Extract<StoryEvent, { conversation: number }>,
  ): Promise<void> {
    const { platform } = this;
    switch (event.kind) {
      case 'tell':
        return platform.tell(conversation, event.what);
      case 'repeat':
        return platform.repeat(conversation, event.back);
      case 'fire':
        return platform.fire(conversation);
      case 'ask-again':
        return platform.askAgain(conversation, event.back);
      case 'reassociate':
        return platform.reassociate(conversation);
      case 'customer':
        return platform.resolve(conversation, event.blocked);
    }
  }

  private calmDown(): void {
    this.faults.stop();
    void this.platform.configure(true);
    for (const conversation of this.platform.conversations) void this.platform.resolve(conversation, false);
    if (!this.replicas.some(({ process }) => !process.isDead)) this.scaleUp();
  }

  private crash(process: Process): void {
    this.scheduler.kill(process);
    const replica = this.replicas.find((one) => one.process === process);
    this.scheduler.after(1_000, undefined, `the server notices that ${process.name} is gone`, () =>
      this.database.dropLocksOf(process),
    );
    this.scheduler.after(SESSION_MS, undefined, `the broker takes ${process.name} out`, () =>
      replica?.leave(),
    );
    const restartMs = RESTART_AFTER_MS[this.scheduler.tape.pick(3)] ?? 0;
    this.scheduler.after(restartMs, undefined, `${process.name} is started again`, () => this.scaleUp());
  }

  /** A process is stopped: a broker does not wait for it for ever. */
  private whileAsleep(process: Process): void {
    const replica = this.replicas.find((one) => one.process === process);
    if (replica !== undefined) this.expectSignOf(replica, false);
  }

  /** The broker looks again and again, and takes the process back once it lives. */
  private expectSignOf(replica: Replica, isOut: boolean): void {
    const { process } = replica;
    this.scheduler.after(
      isOut ? REJOIN_MS : SESSION_MS,
      undefined,
      `the broker looks for ${process.name}`,
      () => {
        if (process.isDead) return;
        if (process.isUp && isOut) replica.join();
        if (process.isUp) return;
        if (!isOut) replica.leave();
        this.expectSignOf(replica, true);
      },
    );
  }

  /** Postgres is stopped and comes back as it was; nobody outside knows. */
  private restore(back: number): void {
    for (const replica of this.replicas.filter(({ process }) => !process.isDead)) {
      this.scheduler.kill(replica.process);
      replica.leave();
    }
    this.backups.putBack(back, this.scheduler.nowMs);
    this.scaleUp();
    this.scaleUp();
  }

  private scaleUp(): void {
    const downMs = this.backups.downUntilMs - this.scheduler.nowMs;
    if (downMs > 0) {
      this.scheduler.after(downMs, undefined, 'Postgres is there again', () => this.scaleUp());
      return;
    }
    this.names += 1;
    const replica = new Replica(this, `writer-${this.names}`);
    this.replicas.push(replica);
    replica.start();
  }

  /** One process ends in good order, as long as another stays. */
  private scaleDown(): void {
    const up = this.replicas.filter(({ process }) => process.isUp);
    const [leaving] = up;
    if (up.length < 2 || leaving === undefined) return;
    leaving.leave();
    void leaving.runner.stop();
  }
}
