import type { BucketChange, BucketStore, StoredBucket } from '../budget/bucket-store';
import { EMPTY_BUCKET } from '../budget/token-bucket';

/** Buckets in memory, on a clock of the test's; passes the same suite as the Postgres store. */
export class MemoryBucketStore implements BucketStore {
  /** Calls of any method: what would be round trips. */
  trips = 0;
  private readonly rows = new Map<string, StoredBucket>();

  constructor(private readonly now: () => number) {}

  async read(
    organizationId: string,
    buckets: readonly string[],
  ): Promise<{ rows: readonly StoredBucket[]; now: number }> {
    const rows = buckets.map(
      (bucket) => this.rows.get(`${organizationId} ${bucket}`) ?? { bucket, state: EMPTY_BUCKET, version: 0 },
    );
    return this.answer({ rows, now: this.now() });
  }

  async write(
    organizationId: string,
    changes: readonly BucketChange[],
  ): Promise<{ written: ReadonlySet<string>; now: number }> {
    const written = changes.filter(
      ({ bucket, expected }) => (this.rows.get(`${organizationId} ${bucket}`)?.version ?? 0) === expected,
    );
    for (const { bucket, state, expected } of written) {
      this.rows.set(`${organizationId} ${bucket}`, { bucket, state, version: expected + 1 });
    }
    return this.answer({ written: new Set(written.map(({ bucket }) => bucket)), now: this.now() });
  }

  async list(organizationId: string): Promise<{ rows: readonly StoredBucket[]; now: number }> {
    const rows = [...this.rows].filter(([key]) => key.startsWith(`${organizationId} `)).map(([, row]) => row);
    return this.answer({ rows, now: this.now() });
  }

  async sweep(): Promise<void> {
    return this.answer(undefined);
  }

  /** Answers in a later turn, as a database does, so that callers overlap. */
  private async answer<T>(value: T): Promise<T> {
    this.trips += 1;
    await Promise.resolve();
    return value;
  }
}
