/** One call that reached an account, as the ground truth shows it. */
export interface CallRecord {
  readonly sequence: number;
  /** Sandbox time, milliseconds since 1970. */
  readonly at: number;
  /** The machine's time with its full resolution, milliseconds since 1970: for measuring, whatever the account's clock shows. */
  readonly receivedAt: number;
  readonly method: string;
  /** Path without the account's prefix. */
  readonly path: string;
  readonly query: string;
  readonly ticketId: number | null;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  userId: number | null;
  bodyBytes: number;
  bodySha256: string | null;
  body: string | null;
  /** The status that was sent; null when the connection was cut before one. */
  status: number | null;
  /** The status that the call had earned before a fault replaced the answer; null when it was never applied. */
  appliedStatus: number | null;
  fault: string | null;
  durationMs: number | null;
}

const CAPACITY = 200_000;
const DROP = 20_000;

/** The calls an account has received; the oldest are dropped above a bound so that load tests do not fill the memory. */
export class CallLog {
  private calls: CallRecord[] = [];
  private nextSequence = 1;
  private dropped = 0;

  /** Notes a call and gives the record to be completed. */
  add(call: Omit<CallRecord, 'sequence'>): CallRecord {
    const record = { ...call, sequence: this.nextSequence };
    this.nextSequence += 1;
    this.calls.push(record);
    if (this.calls.length > CAPACITY) {
      this.calls = this.calls.slice(DROP);
      this.dropped += DROP;
    }
    return record;
  }

  /** Calls after a sequence number, at most `limit`. */
  after(sequence: number, limit: number): readonly CallRecord[] {
    const start = Math.max(0, sequence - this.dropped);
    return this.calls.slice(start, start + limit);
  }

  /** How many calls were received, dropped ones included. */
  get total(): number {
    return this.nextSequence - 1;
  }

  /** How many of the oldest calls are not kept any more. */
  get droppedCount(): number {
    return this.dropped;
  }
}
