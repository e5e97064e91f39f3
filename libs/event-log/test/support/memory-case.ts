import type { Database } from '@parley/platform';
import { MemoryEventLog, type PartitionProcessorOptions } from '../../src';
import { type Said, tallyDatabase, TallyService } from './tally-service';

/** A real database with one assigned partition, and a log in memory whose batches a test makes itself. */
export class MemoryCase {
  readonly group = 'tally';
  readonly topic = 'said';
  readonly log = new MemoryEventLog({ partitions: 1 });
  private readonly services: TallyService[] = [];

  private constructor(
    readonly database: Database,
    private readonly drop: () => Promise<void>,
  ) {}

  static async create(): Promise<MemoryCase> {
    const made = await tallyDatabase();
    const one = new MemoryCase(await made.open(), made.test.drop);
    await one.service().positions.assigned(one.group, [{ ...one.place, startOffset: 0 }]);
    return one;
  }

  get place(): { readonly topic: string; readonly partition: number } {
    return { topic: this.topic, partition: 0 };
  }

  /** One more process of the service. */
  service(more: Partial<PartitionProcessorOptions<Said>> = {}): TallyService {
    const names = { group: this.group, output: 'repeated', deadLetters: 'tally.dlq' };
    const service = new TallyService(this.database, this.log.producer(), names, more);
    this.services.push(service);
    return service;
  }

  async position(): Promise<number | undefined> {
    const rows = await this.database.query<{ next_offset: string }>(
      `select next_offset from position where partition = 0`,
    );
    return rows[0] && Number(rows[0].next_offset);
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map(({ outbox }) => outbox.close()));
    await this.database.close();
    await this.drop();
  }
}
