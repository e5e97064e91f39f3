import type { CallClass, CallTarget } from '../gateway/call';
import { pathOf, routeOf, updatedTicketOf } from '../http/route';
import type { BucketRule } from './token-bucket';

/** A bucket that a call needs a token of. */
export interface NeededBucket {
  readonly name: string;
  readonly rule: BucketRule;
}

const MINUTE = 60_000;

/**
 * How much of a burst each class leaves to those before it: create > close > public > internal > history.
 * Parts of the burst, not of the rate: nobody is slowed for ever by a class that is not calling.
 */
const RESERVE: Readonly<Record<CallClass, number>> = {
  create: 0,
  user: 0,
  settle: 0,
  close: 0,
  read: 0.05,
  public: 0.1,
  internal: 0.2,
  history: 0.3,
};

/** After this long a call leaves as little to others as the most urgent one, so that none waits for ever. */
const FULLY_AGED_MS = 8 * MINUTE;

/**
 * The part of a burst that a call leaves alone. It shrinks as the call waits, but never to nothing: what a ticket keeps back for its
 * status and closing stays for them.
 */
export function reserveOf({ callClass, waitedMs = 0 }: CallTarget): number {
  const reserve = RESERVE[callClass];
  return reserve === 0 ? 0 : Math.max(reserve * (1 - waitedMs / FULLY_AGED_MS), Number.EPSILON);
}

/** Limits of Zendesk as published (facts: rate limits). */
export class BucketRules {
  private readonly account: BucketRule;
  private readonly ticketUpdates: BucketRule;
  private readonly perTicket: BucketRule;
  private readonly userWrites: BucketRule;
  private readonly route: BucketRule;

  constructor(updateShare: number) {
    // The account limit depends on the plan (200 to 2,500); the first answer says which. It is shared with every other integration.
    this.account = {
      limit: 200,
      windowMs: MINUTE,
      share: 0.9,
      burst: 0.25,
      windowReserve: 0,
      largestBlock: 50,
    };
    this.ticketUpdates = {
      limit: 100,
      windowMs: MINUTE,
      share: updateShare,
      burst: 0.25,
      windowReserve: 0,
      largestBlock: 10,
    };
    // Counted per user and ticket, so all of it is ours. Three are kept for status and closing; messages have a burst of 8, then one in 23 to 33 s.
    this.perTicket = {
      limit: 30,
      windowMs: 10 * MINUTE,
      share: 1,
      burst: 0.4,
      windowReserve: 3,
      largestBlock: 1,
    };
    // Published as one a second.
    this.userWrites = {
      limit: 60,
      windowMs: MINUTE,
      share: 1,
      burst: 0.05,
      windowReserve: 0,
      largestBlock: 1,
    };
    // Limits of single endpoints are told by headers or learned from 429s; until then only Zendesk's ceiling for any account holds.
    this.route = {
      limit: 100_000,
      windowMs: MINUTE,
      share: 0.9,
      burst: 0.25,
      windowReserve: 0,
      largestBlock: 50,
    };
  }

  /** The buckets that a call takes a token of, each. */
  neededBy(target: CallTarget): readonly NeededBucket[] {
    const needed: NeededBucket[] = [{ name: 'account', rule: this.account }, this.routeOf(target)];
    const ticketId =
      target.method === 'PUT' ? (target.ticketId ?? updatedTicketOf(target.method, target.path)) : undefined;
    if (ticketId !== undefined) {
      needed.push({ name: 'ticket-updates', rule: this.ticketUpdates });
      needed.push({ name: `ticket:${ticketId}`, rule: this.perTicket });
    }
    if (writesUser(target)) needed.push({ name: 'user-writes', rule: this.userWrites });
    return needed;
  }

  /** The bucket of calls of one kind: what limits them that we know no name of. */
  routeOf(target: CallTarget): NeededBucket {
    return { name: routeBucket(target), rule: this.route };
  }

  /** The rule of a bucket by its name, for reports; undefined for a bucket of another release. */
  ruleOf(name: string): BucketRule | undefined {
    if (name.startsWith('ticket:')) return this.perTicket;
    if (isRouteBucket(name)) return this.route;
    return { account: this.account, 'ticket-updates': this.ticketUpdates, 'user-writes': this.userWrites }[
      name
    ];
  }

  /**
   * The bucket of a limit that a header of an answer to this call names. One that we do not know limits this kind of call; one of a single
   * record (`per-...`) that we do not know says nothing about other records, and has none.
   */
  bucketOf(headerName: string, target: CallTarget): NeededBucket | undefined {
    const names: Readonly<Record<string, (name: string) => boolean>> = {
      account: (name) => name === 'account',
      'tickets-update': (name) => name === 'ticket-updates',
      'per-ticket-updates': (name) => name.startsWith('ticket:'),
      'users-create-or-update': (name) => name === 'user-writes',
    };
    const matches = names[headerName];
    if (matches !== undefined) return this.neededBy(target).find(({ name }) => matches(name));
    return headerName.startsWith('per-') ? undefined : this.routeOf(target);
  }
}

/** Create-or-update and update of users share one request a second per account; a plain create has no published limit. */
function writesUser({ method, path }: CallTarget): boolean {
  if (method === 'PUT') return /^\/api\/v2\/users\/\d+/.test(path);
  return method === 'POST' && pathOf(path).startsWith('/api/v2/users/create_or_update');
}

function routeBucket({ method, path }: CallTarget): string {
  return `route:${method} ${routeOf(path)}`;
}

/** True for the bucket of one kind of call. */
export function isRouteBucket(name: string): boolean {
  return name.startsWith('route:');
}
