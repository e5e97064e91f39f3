import { createLogger } from '@parley/platform';
import type { ZendeskGateway, ZendeskUser } from '@parley/zendesk';
import type { CustomerChecks, KnownAs } from './customer-checks.port';

const logger = createLogger('check-customers');

/** How often known customers are looked at. */
export interface WatchSettings {
  /** Each customer about this often (C4: every 5 minutes), as far as `pauseMs` allows. */
  readonly everyMs: number;
  /** At least this long between two calls, so that the watch never takes a noticeable part of the budget, however many customers there are. */
  readonly pauseMs: number;
}

/**
 * Notices customers that were suspended, deleted, merged or restored after they were looked at (C4, C5), 100 a call. It decides nothing: who changed
 * is found anew by the worker, which knows what each kind of requester needs.
 */
export class CustomerWatch {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(
    private readonly checks: CustomerChecks,
    private readonly zendesk: Pick<ZendeskGateway, 'showManyUsers'>,
    private readonly wakeWorker: () => void,
    private readonly settings: WatchSettings,
  ) {}

  start(): void {
    this.stopped = false;
    this.next();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Looks at one page. Says how many requesters have to be found anew. */
  async lookOnce(): Promise<number> {
    const page = await this.checks.takePage(this.settings.everyMs);
    if (page === undefined) return 0;
    const { organizationId, customers } = page;
    const ids = [...new Set(customers.map(({ zendeskUserId }) => zendeskUserId))];
    const outcome = await this.zendesk.showManyUsers(organizationId, ids, 'history');
    // Whatever keeps the look from happening now, the page comes round again.
    if (outcome.kind !== 'ok') return 0;
    const present = new Map(outcome.body.map((user) => [user.id, presentState(user)]));
    const changed = customers
      .filter(({ zendeskUserId, knownAs }) => (present.get(zendeskUserId) ?? 'gone') !== knownAs)
      .map(({ zendeskUserId }) => zendeskUserId);
    if (changed.length === 0) return 0;
    const requesters = await this.checks.findAnew(organizationId, changed);
    logger.info({ organizationId, requesters }, 'customers changed in Zendesk');
    if (requesters > 0) this.wakeWorker();
    return requesters;
  }

  private next(): void {
    this.timer = setTimeout(() => {
      this.looking = this.lookOnce().then(
        () => undefined,
        (error: unknown) => logger.warn({ err: error }, 'known customers could not be looked at now'),
      );
      void this.looking.then(() => {
        if (!this.stopped) this.next();
      });
    }, this.settings.pauseMs);
  }
}

function presentState({ active, suspended }: ZendeskUser): KnownAs {
  if (active === false) return 'gone';
  return suspended === true ? 'suspended' : 'usable';
}
