import {
  ATTRIBUTE,
  createLogger,
  isDatabaseUnavailable,
  METRIC,
  meter,
  runInSpan,
  SPAN,
  type Clock,
} from '@parley/platform';
import { answerEvent, answerMessage, sameAnswer } from './answer-event';
import type { Answer, ClaimedRequester } from './requester';
import type { RequesterStore } from './requester-store.port';
import type { ResolveRequester } from './resolve-requester';
import type { Later, Obstacle, Resolution } from './resolution';
import { LONGEST_REST_MS, Rests } from './rests';

const logger = createLogger('resolve-customer');
const resolvedCount = meter.createCounter(METRIC.customersResolved, {
  description: 'Tries to find a customer by result',
  unit: '{try}',
});

/** How the worker works. */
export interface WorkerSettings {
  /** Prefix of topic names. */
  readonly prefix: string;
  /** Requesters worked on at once by this process. */
  readonly concurrency: number;
  /** Looks for work this often even when nobody wakes it: after a crash, a lease, a wait that ended. */
  readonly pollMs: number;
  /** A requester that has no user is tried again this often; those that have one are watched, 100 a call (C4). */
  readonly recheckMs: number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Works on requesters that are due, several at once, outside any transaction. */
export class CustomerWorker {
  private readonly running = new Set<Promise<void>>();
  private readonly rests: Rests;
  private claiming: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;

  constructor(
    private readonly store: RequesterStore,
    private readonly resolver: Pick<ResolveRequester, 'resolve'>,
    private readonly clock: Clock,
    private readonly settings: WorkerSettings,
  ) {
    this.rests = new Rests(clock);
  }

  /** Starts looking for work. */
  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** There may be work: looks now. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.claiming ??= this.claim().finally(() => {
      this.claiming = undefined;
      if (this.again) this.wake();
      else this.sleep();
    });
  }

  /** Takes no new work and waits for what is under way; a call ends within its own time-out. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.again = false;
    clearTimeout(this.timer);
    await this.claiming;
    await Promise.all(this.running);
  }

  private sleep(): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.wake(), this.untilNext());
  }

  /** Until the next look: the poll, or the end of a rest where that is sooner. */
  private untilNext(): number {
    return Math.max(1, Math.min(this.settings.pollMs, this.rests.untilNext()));
  }

  private async claim(): Promise<void> {
    this.again = false;
    const free = this.settings.concurrency - this.running.size;
    if (free <= 0) return;
    try {
      const claimed = await this.store.claim(free, this.rests.now());
      for (const requester of claimed) this.run(requester);
      // A full hand says that there may be more.
      if (claimed.length === free)
        this.again = !this.stopped && this.running.size < this.settings.concurrency;
    } catch (error) {
      logger.warn({ err: error }, 'no work could be claimed');
    }
  }

  private run(requester: ClaimedRequester): void {
    const work = this.work(requester)
      .catch((error: unknown) => {
        // The lease runs out, and whoever claims it next goes on.
        if (isDatabaseUnavailable(error))
          logger.warn({ err: error }, 'a customer could not be worked on now');
        else
          logger.error({ err: error, organizationId: requester.organizationId }, 'finding a customer failed');
      })
      .finally(() => {
        this.running.delete(work);
        this.wake();
      });
    this.running.add(work);
  }

  private work(requester: ClaimedRequester): Promise<void> {
    const attributes = {
      [ATTRIBUTE.organizationId]: requester.organizationId,
      [ATTRIBUTE.epoch]: requester.epoch,
    };
    return runInSpan(SPAN.resolveCustomer, { parent: requester.traceparent, attributes }, async (span) => {
      const resolution = await this.resolver.resolve(requester, () => this.store.noteCreate(requester));
      span.setAttribute(ATTRIBUTE.outcome, resolution.state);
      resolvedCount.add(1, { [ATTRIBUTE.outcome]: resolution.state, ...reasonOf(resolution) });
      if (resolution.state === 'later') await this.later(requester, resolution);
      else await this.answer(requester, resolution);
    });
  }

  private async answer(requester: ClaimedRequester, answer: Answer): Promise<void> {
    const checkAgainMs = answer.zendeskUserId === undefined ? this.settings.recheckMs : undefined;
    if (sameAnswer(requester.answer, answer)) {
      await this.store.answer(requester, answer, undefined, checkAgainMs);
      return;
    }
    const version = requester.version + 1;
    const event = answerEvent(requester, answer, version, this.clock.now(), requester.traceparent);
    const told = { version, message: answerMessage(this.settings.prefix, event) };
    const written = await this.store.answer(requester, answer, told, checkAgainMs);
    const facts = {
      organizationId: requester.organizationId,
      kind: requester.wanted.kind,
      state: answer.state,
      version,
    };
    if (!written) logger.warn(facts, 'a customer was answered after its lease was lost; nothing is written');
    else if (answer.state === 'blocked')
      logger.warn({ ...facts, reason: answer.reason }, 'a customer is blocked');
    else logger.info(facts, 'a customer is known');
  }

  private async later(requester: ClaimedRequester, { why, retryAfterMs, inTheWay }: Later): Promise<void> {
    const { organizationId, attempts } = requester;
    const waitMs = retryAfterMs ?? waitFor(inTheWay, attempts);
    if (inTheWay === 'organization') {
      // Finding one takes several calls: tried again at each token, nobody would ever have enough of them.
      this.rests.note({ organizationId }, LONGEST_REST_MS);
    } else if (inTheWay !== 'requester') this.rests.note({ organizationId, ...inTheWay }, waitMs);
    logger.info({ organizationId, why, waitMs, attempts }, 'a customer is not known yet');
    await this.store.later(requester, waitMs, inTheWay);
  }
}

/** What stands in others' way too is nobody's failed try: the wait does not grow. */
function waitFor(inTheWay: Obstacle, attempts: number): number {
  if (inTheWay !== 'requester') return LONGEST_REST_MS;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_WAIT_MS);
}

function reasonOf(resolution: Resolution): Record<string, string> {
  return resolution.state === 'blocked' ? { [ATTRIBUTE.reason]: resolution.reason } : {};
}
