import type { Exchange, Exchanger, HttpRequest } from '@parley/zendesk';
import type { Process } from '../engine/process';
import type { Scheduler } from '../engine/scheduler';
import type { Faults } from './faults';
import { LANE_SETTINGS } from './lane-settings';
import type { Answer, Arriving, SimZendesk } from './sim-zendesk';

/** A connection that breaks does so this soon. */
const CUT_AFTER_MS = 20;

/** What the wires saw of one write, for the auditor and for people. */
export interface SeenCall {
  readonly process: Process;
  readonly request: Arriving;
  readonly sentAtMs: number;
}

/** A write on the wire, with what the store said when its lane was last read by that process. */
export interface WitnessedCall extends SeenCall {
  readonly wasOpen: boolean;
  /** How far its ticket was asked to go by then. */
  readonly through: number | undefined;
}

/** The way between a process and Zendesk: requests and answers get lost, come late, or break off. */
export class Network implements Exchanger {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly faults: Faults,
    private readonly zendesk: SimZendesk,
    private readonly process: Process,
    private readonly onSent: (call: SeenCall) => void,
  ) {}

  async exchange(request: HttpRequest): Promise<Exchange> {
    const arriving = arrivingOf(request);
    const name = `${request.method} ${request.path.split('?')[0] ?? ''}`;
    // Between the check of the lease and the first byte a process may stop for as long as it likes.
    await this.scheduler.point(this.process, `writes ${name}`);
    const fault = this.faults.ofCall(request.method !== 'GET');
    if (fault.kind === 'not-sent') return { kind: 'not-sent', code: 'ECONNREFUSED' };
    this.onSent({ process: this.process, request: arriving, sentAtMs: this.scheduler.nowMs });
    return new Promise((resolve) => {
      const timeoutMs = request.timeoutMs ?? LANE_SETTINGS.callTimeoutMs;
      const timer = this.scheduler.after(timeoutMs, this.process, `${name} takes too long`, () =>
        resolve({ kind: 'broken', cause: 'timeout', code: 'ETIMEDOUT' }),
      );
      const end = (label: string, exchange: Exchange): void =>
        this.scheduler.happen(this.process, `${label} of ${name}`, () => {
          this.scheduler.cancel(timer);
          resolve(exchange);
        });
      this.travel(name, arriving, fault, end);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private travel(
    name: string,
    arriving: Arriving,
    fault: ReturnType<Faults['ofCall']>,
    end: (label: string, exchange: Exchange) => void,
  ): void {
    const { scheduler } = this;
    if (fault.kind === 'lost-request') return;
    if (fault.kind === 'reset-before' || fault.kind === 'held') {
      scheduler.after(CUT_AFTER_MS, undefined, `${name} is cut off on its way`, () =>
        end('a reset', { kind: 'broken', cause: 'lost', code: 'ECONNRESET' }),
      );
      if (fault.kind === 'reset-before') return;
    }
    scheduler.after(fault.thereMs, undefined, `${name} reaches Zendesk`, () => {
      const refusal = fault.kind === 'answered' ? fault.answer : undefined;
      const applied = refusal === undefined || fault.applies ? this.zendesk.handle(arriving) : undefined;
      const answer = refusal ?? applied;
      if (answer === undefined || fault.kind === 'lost-answer' || fault.kind === 'held') return;
      scheduler.note(`Zendesk answers ${answer.status} to ${name}`);
      scheduler.after(fault.backMs, undefined, `an answer to ${name} arrives`, () =>
        fault.kind === 'reset-after'
          ? end('a reset', { kind: 'broken', cause: 'lost', code: 'ECONNRESET' })
          : end(`answer ${answer.status}`, answered(answer)),
      );
    });
  }
}

function answered({ status, body, headers = {} }: Answer): Exchange {
  return { kind: 'answered', status, headers, body: Buffer.from(JSON.stringify(body)) };
}

function arrivingOf({ method, path, headers, body }: HttpRequest): Arriving {
  return {
    method,
    path,
    idempotencyKey: headers['idempotency-key'],
    body: body === undefined ? '' : Buffer.from(body).toString('utf8'),
  };
}
