import type { HeldLane } from '../../src/lane/lane';
import type { LaneStore } from '../../src/lane/lane-store';
import type { MemoryTables } from '../../src/memory/memory-tables';
import type { Process } from '../engine/process';

/** How the gates stood when a lane was read. */
interface Reading {
  /** G2 to G5: needed for every call. */
  readonly gates: boolean;
  /** G7: needed to begin something; what was begun is still brought to its end. */
  readonly customer: boolean;
}

const SHUT: Reading = { gates: false, customer: false };

/** Remembers how the gates stood whenever a lane was read, so that each call can be held against what its sender had just read. */
export class GateWitness {
  /** By process, lane and epoch. */
  private readonly atLoad = new Map<string, Reading>();
  /** By process and effect: for each epoch in which that process has it in hand, whether it may be sent. */
  private readonly maySend = new Map<string, Map<number, boolean>>();

  constructor(private readonly tables: MemoryTables) {}

  watch(process: Process, store: LaneStore): LaneStore {
    const load: LaneStore['load'] = async (held) => {
      const record = await store.load(held);
      const reading = this.read(held.ticketKey);
      this.atLoad.set(keyOf(process, held), reading);
      if (record?.effect) this.inHand(process, held, record.effect.id, reading.gates);
      return record;
    };
    const begin: LaneStore['begin'] = (held, effect, ...more) => {
      const reading = this.atLoad.get(keyOf(process, held));
      // Whoever begins without having read is not judged by the gates; the rest of the audit sees what comes of it.
      if (reading !== undefined) this.inHand(process, held, effect.id, reading.gates && reading.customer);
      return store.begin(held, effect, ...more);
    };
    return Object.assign(Object.create(store) as LaneStore, { load, begin });
  }

  /** Whether the gates stood open when the sender of these bytes last read their lane. */
  wasOpen(process: Process, body: string): boolean {
    const effect = /"effect":"([^"]+)"/.exec(body)?.[1];
    const readings = this.maySend.get(`${process.name} ${effect ?? ''}`);
    // Bytes without a marker cannot be told apart; that is another fault.
    return readings === undefined || [...readings.values()].includes(true);
  }

  private inHand(process: Process, { epoch }: HeldLane, effectId: string, isOpen: boolean): void {
    const name = `${process.name} ${effectId}`;
    const known = this.maySend.get(name) ?? new Map<number, boolean>();
    this.maySend.set(name, known.set(epoch, isOpen));
  }

  private read(ticketKey: string): Reading {
    const lane = this.tables.lanes.get(ticketKey);
    if (lane === undefined) return SHUT;
    const { organizationId, accountId, requesterKey } = lane.target;
    const organization = this.tables.organizations.get(organizationId);
    const account = organization?.accounts.find((linked) => linked.accountId === accountId);
    const customer = this.tables.customers.get(JSON.stringify([organizationId, requesterKey]));
    return {
      gates: account?.enabled === true && organization?.state === 'active',
      customer: customer?.blockedReason === null,
    };
  }
}

function keyOf({ name }: Process, { ticketKey, epoch }: HeldLane): string {
  return `${name} ${ticketKey} ${epoch}`;
}
