import { MemoryEventLog } from '@parley/event-log';
import { MemoryBucketStore } from '@parley/zendesk';
import type { Intake } from '../../src/intake/intake';
import type { ParkedLanes } from '../../src/follow-commands/parked-lanes.port';
import type { LaneStore } from '../../src/lane/lane-store';
import type { LaneSettings } from '../../src/lane/ports';
import { MemoryIntake } from '../../src/memory/memory-intake';
import { MemoryLaneStore } from '../../src/memory/memory-lane-store';
import { MemoryParkedLanes } from '../../src/memory/memory-parked-lanes';
import { MemoryTables } from '../../src/memory/memory-tables';
import type { Process } from '../engine/process';
import { Scheduler } from '../engine/scheduler';
import type { Tape } from '../engine/tape';
import type { Mutant } from '../mutants/mutant';
import { Backups } from './backups';
import { isBrought } from './brought';
import type { AskedTicket, Conversation } from './conversation';
import { Director } from './director';
import { Faults } from './faults';
import { Fleet } from './fleet';
import { GateWitness } from './gate-witness';
import { ORGANIZATIONS, START_MS } from './names';
import { type SeenCall, type WitnessedCall } from './network';
import { LANE_SETTINGS } from './lane-settings';
import { Platform } from './platform';
import { SimDatabase } from './sim-database';
import { SimOrganization } from './sim-organization';
import type { DeskOrder, Story, StoryEvent } from './story';

/** Everybody knows so long after a token was refused. */
const TOLD_WITHIN_MS = 3_000;
/** How long an organization's trouble lasts on after the story, so that the others must come to rest without it. */
const TROUBLE_LASTS_MS = 240_000;

/** A ticket of a conversation that was asked for. */
export interface Target {
  readonly conversation: Conversation;
  readonly ticket: AskedTicket;
}

/** What a write says of the ticket that it is for; a redaction says its number. */
interface WriteBody {
  readonly ticket?: { readonly external_id?: string };
  readonly ticket_id?: number;
}

/** One simulated installation: several processes of ticket-writer, one Postgres, one Kafka, one Zendesk, and the people around. */
export class World {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly log: MemoryEventLog;
  readonly tables: MemoryTables;
  readonly laneStore: LaneStore;
  readonly buckets: MemoryBucketStore;
  readonly database: SimDatabase;
  readonly organizations: readonly SimOrganization[];
  readonly platform: Platform;
  readonly settings: LaneSettings;
  readonly alerts: string[] = [];
  readonly calls: WitnessedCall[] = [];
  readonly fleet = new Fleet(this);
  readonly director = new Director(this);
  /** Conversations that waited for the trouble of another organization than their own. */
  readonly heldUpByOthers: Conversation[] = [];
  /** Organizations whose token was refused, and nobody was told. */
  readonly lostInSilence: SimOrganization[] = [];
  private readonly gates: GateWitness;
  private readonly backups: Backups;
  /** Whether a token is refused at some time. */
  readonly mayBeRefused: boolean;
  /** Whether the error desk is used. */
  readonly hasOrders: boolean;
  /** Whether Postgres is put back to an earlier time. */
  readonly mayRestore: boolean;

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
      crash: (process) => this.fleet.crash(process),
      sleep: (process) => this.fleet.whileAsleep(process),
    });
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
    this.mayBeRefused = story.events.some((one) => one.kind === 'trouble' && one.what === 'unauthorised');
    this.hasOrders = story.events.some(({ kind }) => kind === 'desk' || kind === 'refusal');
    this.mayRestore = story.events.some(({ kind }) => kind === 'restore');
    this.database.locksPositions = mutant?.leavesPositionsUnlocked !== true;
    this.settings = { ...LANE_SETTINGS, ...mutant?.settings };
    this.log = new MemoryEventLog({
      partitions: setting.partitions,
      now: () => START_MS + scheduler.nowMs,
    });
    this.organizations = ORGANIZATIONS.slice(0, setting.organizations).map(
      (names) => new SimOrganization(names, setting, () => START_MS + scheduler.nowMs),
    );
    this.platform = new Platform(this.log, setting, this.organizations, () => scheduler.nowMs);
  }

  /** Everything starts, and the story is laid out in time; gives back when it ends. */
  begin(): number {
    const { scheduler, platform, story, fleet } = this;
    for (const organization of this.organizations) {
      const { id } = organization.names;
      scheduler.after(
        0,
        undefined,
        `${id}: the account is named`,
        () => void platform.nameAccount(organization),
      );
      scheduler.after(0, undefined, `${id} is configured`, () => void platform.configure(organization));
    }
    fleet.scaleUp();
    fleet.scaleUp();
    for (const event of story.events) {
      const { atMs, kind } = event;
      const details = Object.values(event).filter((value) => value !== atMs && value !== kind);
      scheduler.after(atMs, undefined, `* ${kind} ${details.join(' ')}`, () => this.happen(event));
    }
    const calmMs = (story.events.at(-1)?.atMs ?? 0) + 1_000;
    scheduler.after(calmMs, undefined, '* nothing goes wrong any more', () => this.calmDown());
    const isTroubled = story.events.some((event) => event.kind === 'trouble');
    const endMs = calmMs + (isTroubled && this.organizations.length > 1 ? TROUBLE_LASTS_MS : 0);
    if (isTroubled) scheduler.after(endMs, undefined, '* every Zendesk is there', () => this.endTrouble());
    return endMs;
  }

  /** Whether nothing is on its way: no request, no answer, no restart. */
  isQuiet(): boolean {
    return !this.scheduler.hasWorldEvents;
  }

  /** Whether everything that was asked for has been brought, or stands at a person's desk. */
  isAtRest(): boolean {
    const { platform } = this;
    if (platform.pending > 0 || !platform.conversations.every((one) => this.isBrought(one))) return false;
    return this.retryRefused() === 0;
  }

  /** A person orders something for the tickets of a conversation, as far as their events say that one was parked. */
  async order(conversation: Conversation, does: DeskOrder): Promise<void> {
    for (const { key } of conversation.asked) {
      const last = this.tables.told.findLast(
        ({ type, data }) =>
          data.ticketKey === key &&
          (type === 'parley.ticket.parked.v1' || type === 'parley.ticket.resumed.v1'),
      );
      if (last?.type === 'parley.ticket.parked.v1') await this.platform.order(conversation, last.data, does);
    }
  }

  parkedLanes(): ParkedLanes {
    const parked = new MemoryParkedLanes(this.tables);
    return this.mutant?.parkedLanes?.(parked, this) ?? parked;
  }

  /** A request of a process is on the wire. */
  sent(call: SeenCall): void {
    if (call.request.method === 'GET') return;
    const wasOpen = this.gates.wasOpen(call.process, call.request.body);
    const target = this.targetOf(call);
    this.calls.push({
      ...call,
      wasOpen,
      conversation: target?.conversation,
      through: target?.ticket.through.offset,
    });
  }

  /** The store as one process has it, with a look at what the gates were when a lane was read. */
  watched(process: Process, store: LaneStore): LaneStore {
    return this.gates.watch(process, store);
  }

  intakeFor(process: Process): Intake {
    const intake = new MemoryIntake(this.tables);
    return this.mutant?.intake?.(intake, this, process) ?? intake;
  }

  /** The conversation whose ticket a write is for, and which of its tickets that is. */
  targetOf({ request, organization }: SeenCall): Target | undefined {
    const body = JSON.parse(request.body) as WriteBody;
    const id = body.ticket_id ?? Number(/\/tickets\/(\d+)/.exec(request.path)?.[1] ?? 0);
    const externalId =
      organization.zendesk.tickets.find((ticket) => ticket.id === id)?.externalId ?? body.ticket?.external_id;
    for (const conversation of this.platform.conversations) {
      if (conversation.organization !== organization) continue;
      const ticket = conversation.asked.find(({ key }) => externalId?.includes(key) === true);
      if (ticket !== undefined) return { conversation, ticket };
    }
    return undefined;
  }

  /** Postgres is stopped and comes back as it was; nobody outside knows. */
  restore(back: number): void {
    this.fleet.replace(() => this.backups.putBack(back, this.scheduler.nowMs));
  }

  /** How long Postgres stays away from now on, in ms; 0 or less when it is there. */
  get downForMs(): number {
    return this.backups.downUntilMs - this.scheduler.nowMs;
  }

  private happen(event: StoryEvent): void {
    if (this.mayRestore) this.backups.take();
    this.director.carryOut(event);
  }

  /** In the end Zendesk takes all that it refused, and what is parked for that is tried again; gives back how many. */
  private retryRefused(): number {
    const isRefused = ({ key }: AskedTicket) =>
      this.hasOrders && this.tables.lanes.get(key)?.reason === 'rejected-by-zendesk';
    const refused = this.platform.conversations.filter(({ asked }) => asked.some(isRefused));
    for (const conversation of refused) void this.order(conversation, 'retry');
    return refused.length;
  }

  private calmDown(): void {
    const { faults, platform, organizations, fleet } = this;
    faults.stop();
    const isTroubled = organizations.some(({ trouble }) => trouble !== undefined);
    for (const organization of organizations) {
      organization.isEnabled = true;
      organization.zendesk.refusesComments = false;
      void platform.configure(organization);
    }
    for (const conversation of platform.conversations) void platform.resolve(conversation, false);
    // Whoever sleeps cannot show that the organizations do not wait for each other.
    fleet.keepOne(isTroubled);
  }

  /** Whoever still waits now waited for somebody else's Zendesk. */
  private endTrouble(): void {
    const { organizations, platform } = this;
    const held = platform.conversations.filter(
      (one) => one.organization.trouble === undefined && !this.isBrought(one),
    );
    const { faults, scheduler } = this;
    const isSilent = ({ refusedAtMs = Infinity, toldState }: SimOrganization) =>
      refusedAtMs > faults.lastMishapMs &&
      refusedAtMs + TOLD_WITHIN_MS < scheduler.nowMs &&
      toldState !== 'unauthorised';
    this.lostInSilence.push(...organizations.filter(isSilent));
    if (organizations.some(({ trouble }) => trouble !== undefined)) this.heldUpByOthers.push(...held);
    for (const organization of organizations) {
      organization.recover();
      void platform.configure(organization);
    }
  }

  private isBrought(conversation: Conversation): boolean {
    return conversation.asked.every((ticket) => isBrought(this.tables, conversation, ticket));
  }
}
