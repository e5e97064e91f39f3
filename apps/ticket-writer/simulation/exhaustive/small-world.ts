import type { Exchange, HttpRequest } from '@parley/zendesk';
import type { LaneStore } from '../../src/lane/lane-store';
import type { LanePorts } from '../../src/lane/ports';
import { workLane } from '../../src/lane/work-lane';
import { MemoryIntake } from '../../src/memory/memory-intake';
import { MemoryLaneStore } from '../../src/memory/memory-lane-store';
import { MemoryTables } from '../../src/memory/memory-tables';
import { START_MS } from '../world/names';
import { SimZendesk, type Arriving } from '../world/sim-zendesk';
import { isAboutToWrite, isAtRisk, type Worker } from './small-worker';
import {
  introduce,
  SETTINGS,
  smallDesk,
  smallPorts,
  tellMessage,
  TICKET_KEY,
  type SmallDesk,
} from './small-parts';

/** A process that sleeps does so past its lease and past the settle time. */
const SLEEP_MS = 130_000;

/** How large the world is. */
export interface Size {
  readonly workers: number;
  readonly messages: number;
  /** Processes that die, at any step. */
  readonly crashes: number;
  /** Requests or answers that are lost. */
  readonly losses: number;
  /** Times at which everybody stops for longer than a lease and the settle time. */
  readonly sleeps: number;
}

/** One thing that may happen next, by a name that is the same in every walk. */
export interface Action {
  readonly name: string;
  readonly act: () => void | Promise<void>;
}

/** A write on its way. */
interface Flight {
  readonly worker: Worker;
  readonly request: Arriving;
  answer: Exchange | undefined;
  readonly land: (exchange: Exchange) => void;
}

/** A few workers, one lane and one Zendesk, where every next thing is somebody's choice. */
export class SmallWorld {
  nowMs = 0;
  readonly tables: MemoryTables;
  readonly zendesk: SimZendesk;
  private readonly store: LaneStore;
  private readonly intake: MemoryIntake;
  private readonly desk: SmallDesk;
  private workers: Worker[] = [];
  private flights: Flight[] = [];
  private told = 0;
  /** Mishaps that may still come. */
  private readonly left: { crashes: number; losses: number; sleeps: number };
  private born = 0;
  private calling: Worker | undefined;

  constructor(
    private readonly size: Size,
    private readonly change: (ports: LanePorts) => LanePorts,
  ) {
    this.left = { crashes: size.crashes, losses: size.losses, sleeps: size.sleeps };
    const clock = { now: () => new Date(START_MS + this.nowMs), monotonicMs: () => this.nowMs };
    this.tables = new MemoryTables(clock);
    this.store = new MemoryLaneStore(this.tables);
    this.intake = new MemoryIntake(this.tables);
    this.zendesk = new SimZendesk(() => START_MS + this.nowMs);
    this.desk = smallDesk(this.tables, (request) => this.exchange(request));
  }

  /** Ends the timers that its parts hold. */
  end(): Promise<void> {
    return this.desk.close();
  }

  async begin(): Promise<void> {
    await introduce(this.intake);
    await this.tell();
    for (let count = 0; count < this.size.workers; count += 1) this.start();
  }

  /** Everything that may happen now. */
  actions(): readonly Action[] {
    const actions: Action[] = [];
    if (this.told < this.size.messages) actions.push({ name: 'a message', act: () => this.tell() });
    for (const worker of this.workers) {
      const { next, name } = worker;
      if (next === undefined || (next.label === 'claim' && !this.isClaimable())) continue;
      actions.push({ name: `${name} ${next.label}`, act: () => this.goOn(worker) });
    }
    for (const flight of this.flights) actions.push(...this.actionsOf(flight));
    const isBusy = actions.length > 0;
    const atRisk = this.workers.filter(isAtRisk);
    if (this.left.crashes > 0)
      for (const worker of atRisk)
        actions.push({ name: `${worker.name} dies`, act: () => this.kill(worker) });
    if (this.left.sleeps > 0 && isBusy && this.workers.some(isAboutToWrite))
      actions.push({ name: 'all sleep', act: () => this.sleep() });
    if (!isBusy && !this.isDone()) actions.push({ name: 'time passes', act: () => this.passTime() });
    return actions;
  }

  /** All that what follows depends on. */
  state(): string {
    const { lanes, effects } = this.tables;
    const ledger = effects.map(({ effect, ...entry }) => ({ ...entry, id: effect.id }));
    return JSON.stringify([
      this.nowMs,
      this.told,
      this.left,
      [...lanes],
      ledger,
      this.zendesk.tickets,
      // Which of them it is makes no difference.
      this.workers.map(({ memory, next }) => `${next?.label ?? 'waits'} ${memory}`).sort(),
      this.flights.map(({ request, answer, worker }) => [request.body, answer?.kind, worker.memory]),
    ]);
  }

  isDone(): boolean {
    const lane = this.tables.lanes.get(TICKET_KEY);
    const isThere = lane !== undefined && !lane.workable && this.told === this.size.messages;
    return isThere && this.flights.length === 0 && this.workers.every(({ memory }) => memory === '');
  }

  /** What is wrong with what is in Zendesk, at any time. */
  complaints(): readonly string[] {
    const texts = this.zendesk.tickets.flatMap(({ comments }) => comments.map(({ html }) => html)).join(' ');
    const tokens = texts.match(/tok\d+x/g) ?? [];
    const inOrder = tokens.map((_, index) => `tok${index + 1}x`);
    const complaints = tokens.join() === inOrder.join() ? [] : [`K15: ${tokens.join(' ')}`];
    if (this.zendesk.tickets.length > 1) complaints.push(`K15: ${this.zendesk.tickets.length} tickets`);
    if ((texts.match(/Acme support/g) ?? []).length > 1) complaints.push('K15: two notes');
    if (this.isDone() && tokens.length !== this.size.messages)
      complaints.push(`K1: only ${tokens.join(' ')}`);
    return complaints;
  }

  private actionsOf(flight: Flight): readonly Action[] {
    const { request, worker, answer } = flight;
    const name = `${request.method} of ${worker.name}`;
    if (answer !== undefined) return [{ name: `answer to ${name}`, act: () => this.land(flight, answer) }];
    const arrive = { name: `${name} arrives`, act: () => this.arrive(flight) };
    if (this.left.losses === 0) return [arrive];
    return [
      arrive,
      { name: `${name} is lost`, act: () => this.lose(flight, false) },
      { name: `answer to ${name} is lost`, act: () => this.lose(flight, true) },
    ];
  }

  private async tell(): Promise<void> {
    this.told += 1;
    await tellMessage(this.intake, this.told);
  }

  private start(): void {
    this.born += 1;
    const worker: Worker = { name: `w${this.born}`, next: undefined, memory: '', isDead: false };
    this.workers.push(worker);
    void this.run(worker);
  }

  private async run(worker: Worker): Promise<void> {
    const ports = this.change(smallPorts(this.tables, this.steppedStore(worker), this.desk.desk));
    for (;;) {
      worker.memory = '';
      const claimedAtMs = this.nowMs;
      const claim = {
        owner: worker.name,
        leaseMs: SETTINGS.leaseMs,
        limit: 1,
        resting: [],
        restingUpdates: [],
      };
      const [held] = await ports.store.claim(claim);
      if (held !== undefined) await workLane(ports, held, claimedAtMs, () => false);
    }
  }

  /** Each call of the store is a step. */
  private steppedStore(worker: Worker): LaneStore {
    return new Proxy(this.store, {
      get: (store, name) => {
        const method = Reflect.get(store, name) as (...given: unknown[]) => Promise<unknown>;
        return async (...given: unknown[]) => {
          await this.point(worker, String(name));
          const answer = await method.apply(store, given);
          worker.memory += `${String(name)}${JSON.stringify([answer])};`;
          return answer;
        };
      },
    });
  }

  private point(worker: Worker, label: string): Promise<void> {
    return new Promise((resolve) => {
      if (!worker.isDead) worker.next = { label, go: resolve };
    });
  }

  private goOn(worker: Worker): void {
    const { next } = worker;
    worker.next = undefined;
    this.calling = worker;
    next?.go();
  }

  /** Reads are answered at once; writes travel. */
  private async exchange(request: HttpRequest): Promise<Exchange> {
    const worker = this.calling;
    if (worker === undefined) throw new Error('Nobody calls');
    const { method, path, headers, body } = request;
    await this.point(worker, `writes ${method}`);
    const arriving = {
      method,
      path,
      idempotencyKey: headers['idempotency-key'],
      body: body === undefined ? '' : Buffer.from(body).toString('utf8'),
    };
    if (method === 'GET') return this.heard(worker, this.answered(arriving));
    const exchange = await new Promise<Exchange>((land) =>
      this.flights.push({ worker, request: arriving, answer: undefined, land }),
    );
    return this.heard(worker, exchange);
  }

  private heard(worker: Worker, exchange: Exchange): Exchange {
    const text = exchange.kind === 'answered' ? exchange.body.toString('utf8') : exchange.kind;
    worker.memory += `heard ${text};`;
    return exchange;
  }

  private answered(arriving: Arriving): Exchange {
    const { status, body, headers = {} } = this.zendesk.handle(arriving);
    return { kind: 'answered', status, headers, body: Buffer.from(JSON.stringify(body)) };
  }

  private arrive(flight: Flight): void {
    flight.answer = this.answered(flight.request);
    if (flight.worker.isDead) this.flights = this.flights.filter((one) => one !== flight);
  }

  private land(flight: Flight, exchange: Exchange): void {
    this.flights = this.flights.filter((one) => one !== flight);
    this.calling = flight.worker;
    if (!flight.worker.isDead) flight.land(exchange);
  }

  private lose(flight: Flight, isApplied: boolean): void {
    this.left.losses -= 1;
    if (isApplied) this.zendesk.handle(flight.request);
    this.land(flight, { kind: 'broken', cause: 'lost', code: 'ECONNRESET' });
  }

  private kill(worker: Worker): void {
    this.left.crashes -= 1;
    worker.isDead = true;
    worker.next = undefined;
    this.workers = this.workers.filter((one) => one !== worker);
    this.flights = this.flights.filter(
      ({ worker: sender, answer }) => sender !== worker || answer === undefined,
    );
    this.start();
  }

  /** Nobody moves for longer than a lease and the settle time; whoever was about to send still will. No request travels so long. */
  private sleep(): void {
    this.left.sleeps -= 1;
    for (const flight of this.flights) if (flight.answer === undefined) this.arrive(flight);
    this.nowMs += SLEEP_MS;
  }

  private isClaimable(): boolean {
    const now = START_MS + this.nowMs;
    return [...this.tables.lanes.values()].some(
      (lane) => lane.workable && lane.notBeforeMs <= now && lane.leaseUntilMs < now,
    );
  }

  /** To the next moment at which anybody may claim the lane. */
  private passTime(): void {
    const now = START_MS + this.nowMs;
    const [lane] = this.tables.lanes.values();
    const nextMs = lane === undefined ? now : Math.max(lane.notBeforeMs, lane.leaseUntilMs + 1);
    this.nowMs += Math.max(nextMs - now, 1_000);
  }
}
