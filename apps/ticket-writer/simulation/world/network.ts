import type { Exchange, Exchanger, HttpRequest } from '@parley/zendesk';
import type { Process } from '../engine/process';
import type { Scheduler } from '../engine/scheduler';
import type { Conversation } from './conversation';
import type { CallFault, Faults } from './faults';
import { LANE_SETTINGS } from './lane-settings';
import type { SimOrganization } from './sim-organization';
import type { Answer, Arriving } from './sim-zendesk';
import type { Trouble } from './story';

/** A connection that breaks does so this soon. */
const CUT_AFTER_MS = 20;

/** What the wires saw of one write, for the auditor and for people. */
export interface SeenCall {
  readonly process: Process;
  readonly organization: SimOrganization;
  readonly request: Arriving;
  readonly sentAtMs: number;
}

/** A write on the wire, with what the store said when its lane was last read by that process. */
export interface WitnessedCall extends SeenCall {
  readonly wasOpen: boolean;
  /** Whose ticket it writes. */
  readonly conversation: Conversation | undefined;
  /** How far its ticket was asked to go by then. */
  readonly through: number | undefined;
}

/** The way between a process and Zendesk: requests and answers get lost, come late, or break off. */
export class Network implements Exchanger {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly faults: Faults,
    private readonly organizations: readonly SimOrganization[],
    private readonly process: Process,
    private readonly onSent: (call: SeenCall) => void,
  ) {}

  async exchange(request: HttpRequest): Promise<Exchange> {
    const arriving = arrivingOf(request);
    const name = `${request.method} ${request.path.split('?')[0] ?? ''}`;
    // Between the check of the lease and the first byte a process may stop for as long as it likes.
    await this.scheduler.point(this.process, `writes ${name}`);
    const organization = this.organizations.find(({ names }) => names.url === request.origin);
    if (organization === undefined) throw new Error('A call to a Zendesk that is not there');
    const fault = faultOf(organization.trouble) ?? this.faults.ofCall(request.method !== 'GET');
    if (fault.kind === 'not-sent') return { kind: 'not-sent', code: 'ECONNREFUSED' };
    const { process } = this;
    this.onSent({ process, organization, request: arriving, sentAtMs: this.scheduler.nowMs });
    return new Promise((resolve) => {
      const timeoutMs = request.timeoutMs ?? LANE_SETTINGS.callTimeoutMs;
      const timer = this.scheduler.after(timeoutMs, this.process, `${name} takes too long`, () =>
        resolve({ kind: 'broken', cause: 'timeout', code: 'ETIMEDOUT' }),
      );
      const end = (label: string, exchange: Exchange): void =>
        this.scheduler.happen(this.process, `${label} of ${name}`, () => {
          this.scheduler.cancel(timer);
          if (exchange.kind === 'answered' && exchange.status === 401)
            organization.noteRefusal(this.scheduler.nowMs);
          resolve(exchange);
        });
      this.travel(name, organization, arriving, fault, end);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private travel(
    name: string,
    { zendesk }: SimOrganization,
    arriving: Arriving,
    fault: CallFault,
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
      const applied = refusal === undefined || fault.applies ? zendesk.handle(arriving) : undefined;
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

/** What a Zendesk that is away makes of every call; `undefined` where it is there, and may refuse the call itself. */
function faultOf(trouble: Trouble | undefined): CallFault | undefined {
  const never = { applies: false, thereMs: 0, backMs: 0 } as const;
  switch (trouble) {
    case 'unreachable':
      return { ...never, kind: 'not-sent' };
    case 'hangs':
      return { ...never, kind: 'lost-request' };
    case 'broken':
      return { ...never, kind: 'answered', thereMs: 40, backMs: 60, answer: { status: 503, body: {} } };
    case 'unauthorised':
    case undefined:
      return undefined;
  }
}

function arrivingOf({ method, path, headers, body }: HttpRequest): Arriving {
  return {
    method,
    path,
    idempotencyKey: headers['idempotency-key'],
    token: headers['authorization']?.replace('Bearer ', ''),
    body: body === undefined ? '' : Buffer.from(body).toString('utf8'),
  };
}
