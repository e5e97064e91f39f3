import {
  BucketRules,
  MemoryBucketStore,
  RequestBudget,
  type Admission,
  type CallPermit,
  type CallTarget,
  type CallTokens,
  type TicketAnswer,
  type TicketWrite,
  type ZendeskOutcome,
} from '@parley/zendesk';
import type { LaneClock } from '../src/lane/ports';
import { MemoryZendesk } from './memory-zendesk';
import { ServerLimit } from './server-limit';

const MINUTE = 60_000;

/** Zendesk of the Team plan behind Parley's own budget: 200 calls and 100 updates a minute, 30 of one ticket in ten minutes. */
export class ContendedZendesk extends MemoryZendesk {
  limited = 0;
  private readonly budget: RequestBudget;
  private readonly permits = new WeakMap<CallPermit, CallTokens>();
  private readonly account = new ServerLimit(200, MINUTE);
  private readonly updates = new ServerLimit(100, MINUTE);
  private readonly perTicket = new Map<number, ServerLimit>();

  constructor(private readonly time: LaneClock) {
    super(time);
    const store = new MemoryBucketStore(() => time.now().getTime());
    this.budget = new RequestBudget(store, new BucketRules(0.8), time, (error) => {
      throw error;
    });
  }

  /** Agents and other integrations change a ticket. */
  othersUpdate(): void {
    this.account.take(this.now());
    this.updates.take(this.now());
  }

  override async admit(organizationId: string, target: CallTarget): Promise<Admission> {
    const taking = await this.budget.take(organizationId, target);
    if (taking.kind === 'short') return { ...taking, kind: 'wait' };
    const { tokens } = taking;
    const permit: CallPermit = {
      organizationId,
      usable: () => tokens.usable(),
      release: () => tokens.release(),
    };
    this.permits.set(permit, tokens);
    return { kind: 'admitted', permit };
  }

  override createTicket(
    organizationId: string,
    write: TicketWrite & { readonly idempotencyKey: string },
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    const target: CallTarget = { method: 'POST', path: '/api/v2/tickets', callClass: write.callClass };
    return this.counted(organizationId, target, write, () => super.createTicket(organizationId, write));
  }

  override updateTicket(
    organizationId: string,
    ticketId: number,
    write: TicketWrite,
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    const target: CallTarget = {
      method: 'PUT',
      path: `/api/v2/tickets/${ticketId}`,
      callClass: write.callClass,
      ticketId,
    };
    return this.counted(organizationId, target, write, () =>
      super.updateTicket(organizationId, ticketId, write),
    );
  }

  private async counted(
    organizationId: string,
    target: CallTarget,
    write: TicketWrite,
    apply: () => Promise<ZendeskOutcome<TicketAnswer>>,
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    const tokens = write.permit && this.permits.get(write.permit);
    if (tokens?.usable() !== true) throw new Error('A call was made without tokens');
    tokens.spend();
    const limits = this.count(target);
    this.budget.sighted(organizationId, target, limits);
    tokens.settle();
    const over = limits.find(({ isOver }) => isOver);
    if (over === undefined) return apply();
    this.limited += 1;
    const { method, path } = target;
    const bucket = await this.budget.exhausted(organizationId, target, limits, over.resetMs);
    const facts = { method, path, durationMs: 1, status: 429 } as const;
    return { ...facts, kind: 'rate-limited', retryAfterMs: over.resetMs, bucket, sent: true };
  }

  private count({ ticketId }: CallTarget) {
    const account = { name: 'account', ...this.account.take(this.now()) };
    if (ticketId === undefined) return [account];
    const ofTicket = this.perTicket.get(ticketId) ?? new ServerLimit(30, 10 * MINUTE);
    this.perTicket.set(ticketId, ofTicket);
    return [
      account,
      { name: 'tickets-update', ...this.updates.take(this.now()) },
      { name: 'per-ticket-updates', ...ofTicket.take(this.now()) },
    ];
  }

  private now(): number {
    return this.time.now().getTime();
  }
}
