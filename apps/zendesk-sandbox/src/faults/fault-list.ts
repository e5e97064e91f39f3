import type { CallTarget, Fault, FaultOrder } from './fault';

interface Entry {
  readonly fault: Fault;
  readonly pattern: RegExp | undefined;
  readonly draw: () => number;
}

/** The faults of an account, in the order they were given; the first that strikes a call is the only one. */
export class FaultList {
  private entries: Entry[] = [];
  private nextId = 1;

  /** Adds a fault. */
  add(order: FaultOrder): Fault {
    const fault = { ...order, id: this.nextId, matched: 0, struck: 0 };
    this.nextId += 1;
    this.entries.push({
      fault,
      pattern: order.path === undefined ? undefined : asPattern(order.path),
      draw: generator(order.seed ?? fault.id),
    });
    return fault;
  }

  /** All faults with what they have done. */
  all(): readonly Fault[] {
    return this.entries.map((entry) => entry.fault);
  }

  /** Takes back one fault; whether it existed. */
  remove(id: number): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.fault.id !== id);
    return this.entries.length < before;
  }

  /** Takes back all faults. */
  clear(): void {
    this.entries = [];
  }

  /** The fault that strikes this call, if any; counts it. */
  strike(target: CallTarget): Fault | undefined {
    for (const entry of this.entries) {
      if (!isAbout(entry, target)) continue;
      entry.fault.matched += 1;
      if (!isDue(entry)) continue;
      entry.fault.struck += 1;
      return entry.fault;
    }
    return undefined;
  }
}

function isAbout({ fault, pattern }: Entry, target: CallTarget): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== target.method) return false;
  if (fault.ticketId !== undefined && fault.ticketId !== target.ticketId) return false;
  return pattern === undefined || pattern.test(target.path);
}

function isDue({ fault, draw }: Entry): boolean {
  const times = fault.times ?? (fault.nth === undefined ? Number.POSITIVE_INFINITY : 1);
  if (fault.struck >= times || fault.matched < (fault.nth ?? 1)) return false;
  return fault.probability === undefined || draw() < fault.probability;
}

function asPattern(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** A small generator (mulberry32): the same seed gives the same faults. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
