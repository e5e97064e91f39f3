import type { Exchange, HttpRequest } from '@parley/zendesk';
import type { Scheduler } from '../../simulation/engine/scheduler';
import { SimZendesk, type Answer, type Arriving } from '../../simulation/world/sim-zendesk';
import { ServerLimit, type LimitTold } from '../server-limit';

const MINUTE = 60_000;
const SHORTEST_MS = 150;
const SPREAD_MS = 400;
const UPLOAD_LIFE_MS = 60 * MINUTE;

/** What an account of Zendesk answers now. */
export type Condition = 'up' | 'unavailable' | 'stalled';

/**
 * One account of the Team plan, with the answers of the fact sheet, its limits and its headers, on the simulated clock. It takes 150 to 550 ms
 * for an answer, the same for the n-th call of every run.
 */
export class BusyZendesk {
  readonly zendesk: SimZendesk;
  condition: Condition = 'up';
  /** Refuses the data of these requests with 422, each time. */
  poison: (request: Arriving) => boolean = () => false;
  calls = 0;
  /** Answers with 429. */
  limited = 0;
  /** How often each effect was applied, and whether the writer was told so. */
  readonly applied = new Map<string, number>();
  readonly known = new Set<string>();
  /** Effects sent again although the writer knew that they had been applied. */
  sentAgain = 0;
  private readonly account = new ServerLimit(200, MINUTE);
  private readonly updates = new ServerLimit(100, MINUTE);
  private readonly perTicket = new Map<string, ServerLimit>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly now: () => number,
    private readonly callTimeoutMs: number,
  ) {
    this.zendesk = new SimZendesk(now);
  }

  exchange({ method, path, headers, body, timeoutMs }: HttpRequest): Promise<Exchange> {
    const text = body === undefined || method === 'GET' ? '' : Buffer.from(body).toString('utf8');
    const request = { method, path, idempotencyKey: headers['idempotency-key'], body: text };
    const effect = effectOf(request);
    if (effect !== undefined && this.known.has(effect)) this.sentAgain += 1;
    this.calls += 1;
    const latencyMs = SHORTEST_MS + ((this.calls * 7_919) % SPREAD_MS);
    return new Promise((resolve) => {
      const end = (afterMs: number, exchange: Exchange): void => {
        this.scheduler.after(afterMs, undefined, 'an answer arrives', () => {
          if (effect !== undefined && exchange.kind === 'answered' && exchange.status < 300)
            this.known.add(effect);
          resolve(exchange);
        });
      };
      if (this.condition === 'stalled') {
        end(timeoutMs ?? this.callTimeoutMs, { kind: 'broken', cause: 'timeout', code: 'ETIMEDOUT' });
        return;
      }
      this.scheduler.after(latencyMs / 2, undefined, 'a request arrives', () =>
        end(latencyMs / 2, answered(this.answer(request, effect))),
      );
    });
  }

  private answer(request: Arriving, effect: string | undefined): Answer {
    if (this.condition === 'unavailable') return { status: 503, body: { error: 'ServiceUnavailable' } };
    const limits = this.count(request);
    const headers = headersOf(limits);
    const over = limits.find(({ told }) => told.isOver);
    if (over !== undefined) {
      this.limited += 1;
      const retryAfter = { 'retry-after': String(Math.ceil(over.told.resetMs / 1_000)) };
      return { status: 429, body: { error: 'TooManyRequests' }, headers: { ...headers, ...retryAfter } };
    }
    if (this.poison(request))
      return { status: 422, body: { error: 'RecordInvalid', details: { base: [] } }, headers };
    const answer = request.path.startsWith('/api/v2/uploads')
      ? { status: 201, body: this.upload() }
      : this.zendesk.handle(request);
    const isReplay = answer.headers?.['x-idempotency-lookup'] === 'hit';
    if (effect !== undefined && answer.status < 300 && !isReplay)
      this.applied.set(effect, (this.applied.get(effect) ?? 0) + 1);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }

  private count({ method, path }: Arriving): readonly { name: string; told: LimitTold }[] {
    const now = this.now();
    const account = { name: 'account', told: this.account.take(now) };
    if (method !== 'PUT') return [account];
    const ofTicket = this.perTicket.get(path) ?? new ServerLimit(30, 10 * MINUTE);
    this.perTicket.set(path, ofTicket);
    return [
      account,
      { name: 'tickets-update', told: this.updates.take(now) },
      { name: 'per-ticket-updates', told: ofTicket.take(now) },
    ];
  }

  private upload(): object {
    const token = `token-${this.calls}`;
    const expires_at = new Date(this.now() + UPLOAD_LIFE_MS).toISOString();
    return { upload: { token, expires_at, attachment: { id: 70_000 + this.calls } } };
  }
}

/** The effect that a request brings. */
function effectOf({ method, idempotencyKey, body }: Arriving): string | undefined {
  if (idempotencyKey !== undefined) return idempotencyKey;
  return method === 'PUT' ? /"effect":"([^"]+)"/.exec(body)?.[1] : undefined;
}

function headersOf(limits: readonly { name: string; told: LimitTold }[]): Record<string, string> {
  return Object.fromEntries(
    limits.flatMap(({ name, told: { limit, remaining, resetMs } }) => {
      const resets = Math.ceil(resetMs / 1_000);
      if (name !== 'account')
        return [[`zendesk-ratelimit-${name}`, `total=${limit}; remaining=${remaining}; resets=${resets}`]];
      return [
        ['ratelimit-limit', String(limit)],
        ['ratelimit-remaining', String(remaining)],
        ['ratelimit-reset', String(resets)],
      ];
    }),
  );
}

function answered({ status, body, headers = {} }: Answer): Exchange {
  return { kind: 'answered', status, headers, body: Buffer.from(JSON.stringify(body)) };
}
