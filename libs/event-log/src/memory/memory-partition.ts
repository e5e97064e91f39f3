import type { LogRecord } from '../ports/log-record';

/** Records of one partition; the beginning can be cut off, as retention does. */
export class MemoryPartition {
  private readonly records: LogRecord[] = [];
  private low = 0;
  private waiters: (() => void)[] = [];

  get range(): { readonly low: number; readonly high: number; readonly compacted: boolean } {
    return { low: this.low, high: this.records.length, compacted: false };
  }

  append(record: Omit<LogRecord, 'offset'>): number {
    const offset = this.records.length;
    this.records.push({ ...record, offset });
    for (const wake of this.waiters.splice(0)) wake();
    return offset;
  }

  /** Up to `most` records from an offset on. */
  read(offset: number, most: number): readonly LogRecord[] {
    return this.records.slice(Math.max(offset, this.low), offset + most);
  }

  /** Removes everything below an offset. */
  cut(offset: number): void {
    this.low = Math.max(this.low, offset);
  }

  /** Resolves when something is appended, or when `signal` is aborted. */
  grown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
