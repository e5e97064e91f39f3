import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import type { UnknownReason, ZendeskOutcome } from '../gateway/outcome';
import type { Endpoint } from '../http/route';

/** Knobs of the breakers. */
export interface BreakerSettings {
  /** Calls within the rolling window (10 s) below which a breaker never opens: without it the first failure of a quiet day opens it. */
  readonly volume: number;
  /** How long an open breaker waits before it asks Zendesk again, in ms. */
  readonly resetMs: number;
}

export type BreakerState = 'open' | 'half-open' | 'closed';

/** Told when a breaker changes. */
export type BreakerWatcher = (organizationId: string, endpoint: Endpoint, state: BreakerState) => void;

type Job = () => Promise<ZendeskOutcome<unknown>>;
type Breaker = CircuitBreaker<[Job], ZendeskOutcome<unknown>>;

const FAULTS: ReadonlySet<UnknownReason> = new Set(['timeout', 'connection-lost', 'server-error']);

/** Thrown inside a breaker when an outcome counts against the endpoint; carries it out again. Without one nothing could be asked. */
class EndpointFailure extends Error {
  constructor(readonly outcome: ZendeskOutcome<unknown> | undefined) {
    super('endpoint failure');
  }
}

/** More than this many organizations at work in one process: the breaker unused for longest is forgotten, as if closed. */
const MOST_BREAKERS = 3_000;
const ROLLING_MS = 10_000;
const ROLLING_BUCKETS = 10;

/**
 * True for 5xx, network faults and timeouts. Everything Zendesk says on purpose is no fault of the endpoint: a 429 is the budget's, a 401 the
 * connection's, a 409 or 422 the record's; and one record whose answer we cannot read must not stop all the others.
 */
export function countsAsFailure(outcome: ZendeskOutcome<unknown>): boolean {
  if (outcome.kind === 'unknown') return FAULTS.has(outcome.reason);
  return outcome.kind === 'not-sent' && outcome.reason === 'connect-failed';
}

/**
 * One breaker per organization and kind of endpoint, in this process alone. The HTTP client has the real time-outs: opossum's own would leave a call
 * running after its caller was told that it failed, and its shared abort would end healthy calls.
 */
export class Breakers {
  private readonly breakers = new Map<string, Breaker>();
  private readonly rotation = new EventEmitter().setMaxListeners(0);
  private readonly rotator: NodeJS.Timeout;

  constructor(
    private readonly settings: BreakerSettings,
    private readonly probe: (organizationId: string) => Promise<ZendeskOutcome<unknown>>,
    private readonly watch: BreakerWatcher,
  ) {
    this.rotator = setInterval(() => this.rotation.emit('rotate'), ROLLING_MS / ROLLING_BUCKETS);
    this.rotator.unref();
  }

  /** True while calls would be refused. */
  isOpen(organizationId: string, endpoint: Endpoint): boolean {
    return this.breakers.get(keyOf(organizationId, endpoint))?.closed === false;
  }

  /** Runs one call, or resolves to undefined when the breaker is not closed. Errors of the job itself (bugs) are thrown on and count as nothing. */
  async run(
    organizationId: string,
    endpoint: Endpoint,
    job: Job,
  ): Promise<ZendeskOutcome<unknown> | undefined> {
    const breaker = this.breakerOf(organizationId, endpoint);
    return breaker.closed ? fire(breaker, job) : undefined;
  }

  /** Ends every timer. */
  close(): void {
    clearInterval(this.rotator);
    for (const breaker of this.breakers.values()) breaker.shutdown();
    this.breakers.clear();
  }

  private breakerOf(organizationId: string, endpoint: Endpoint): Breaker {
    const key = keyOf(organizationId, endpoint);
    const known = this.breakers.get(key);
    const breaker = known ?? this.create(organizationId, endpoint);
    this.breakers.delete(key);
    this.breakers.set(key, breaker);
    if (known === undefined) this.forgetOldest();
    return breaker;
  }

  private create(organizationId: string, endpoint: Endpoint): Breaker {
    const breaker: Breaker = new CircuitBreaker(judge, {
      timeout: false,
      errorThresholdPercentage: 50,
      volumeThreshold: this.settings.volume,
      resetTimeout: this.settings.resetMs,
      rollingCountTimeout: ROLLING_MS,
      rollingCountBuckets: ROLLING_BUCKETS,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      rotateBucketController: this.rotation,
      errorFilter: (error: unknown) => !(error instanceof EndpointFailure),
    });
    breaker.on('open', () => this.watch(organizationId, endpoint, 'open'));
    breaker.on('close', () => this.watch(organizationId, endpoint, 'closed'));
    // opossum lets the first call of the half-open state through; taken here and now, that one is the harmless GET and never somebody's create.
    breaker.on('halfOpen', () => {
      this.watch(organizationId, endpoint, 'half-open');
      void fire(breaker, () => this.ask(organizationId));
    });
    return breaker;
  }

  /** A probe that cannot be made (our database is away) proves nothing about Zendesk: the breaker stays open. */
  private async ask(organizationId: string): Promise<ZendeskOutcome<unknown>> {
    try {
      return await this.probe(organizationId);
    } catch {
      throw new EndpointFailure(undefined);
    }
  }

  private forgetOldest(): void {
    if (this.breakers.size <= MOST_BREAKERS) return;
    const [oldest] = this.breakers;
    if (oldest === undefined) return;
    this.breakers.delete(oldest[0]);
    oldest[1].shutdown();
  }
}

function keyOf(organizationId: string, endpoint: Endpoint): string {
  return `${endpoint} ${organizationId}`;
}

async function judge(job: Job): Promise<ZendeskOutcome<unknown>> {
  const outcome = await job();
  if (countsAsFailure(outcome)) throw new EndpointFailure(outcome);
  return outcome;
}

async function fire(breaker: Breaker, job: Job): Promise<ZendeskOutcome<unknown> | undefined> {
  try {
    return await breaker.fire(job);
  } catch (error) {
    if (error instanceof EndpointFailure) return error.outcome;
    if (CircuitBreaker.isOurError(asError(error))) return undefined;
    throw error;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error');
}
