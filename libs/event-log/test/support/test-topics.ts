import { eventually } from '@parley/testing';
import { ensureTopics, type TopicSpec } from '../../src';
import { withAdmin } from '../../src/kafka/with-admin';

/** Topics of one spec, on the shared broker or on its own; dropped at its end. */
export class TestTopics {
  private readonly names: string[] = [];

  constructor(
    private readonly brokers: readonly string[],
    private readonly prefix: string,
  ) {}

  async create(partitions: number, options: Partial<TopicSpec> = {}): Promise<string> {
    const name = options.name ?? `${this.prefix}topic-${this.names.length}`;
    const topic = { name, partitions, cleanup: 'delete' as const, retentionMs: -1, ...options };
    await ensureTopics({ brokers: this.brokers, topics: [topic] });
    this.names.push(name);
    return name;
  }

  /** Deletes a topic and creates one of the same name, as somebody might who "cleans up". */
  async recreate(name: string, partitions: number): Promise<void> {
    await withAdmin(this.brokers, async (admin) => {
      await admin.deleteTopics({ topics: [name] });
      await eventually(async () => !(await admin.listTopics()).includes(name));
    });
    await ensureTopics({
      brokers: this.brokers,
      topics: [{ name, partitions, cleanup: 'delete', retentionMs: -1 }],
    });
  }

  async drop(): Promise<void> {
    await withAdmin(this.brokers, (admin) => admin.deleteTopics({ topics: this.names }));
  }
}
