import type { Admin, ITopicConfig, ITopicMetadata } from 'kafkajs';
import { InstallationMismatchError, LogUnavailableError } from '../errors';
import { withAdmin } from '../kafka/with-admin';
import { MAX_DEAD_LETTER_BYTES, MAX_MESSAGE_BYTES, RECORD_BATCH_OVERHEAD } from '../producer/limits';

/** A topic as an installation needs it. */
export interface TopicSpec {
  /** Full topic name. */
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** Milliseconds; -1 keeps for ever. */
  readonly retentionMs: number;
  /** True for topics that take whole foreign messages plus headers (dead letters). */
  readonly oversize?: boolean;
}

const COPIES_WANTED = 3;
/** How long a new topic may take to be known everywhere. */
const KNOWN_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/**
 * Creates what is missing; gives the names it created. Three copies of which two acknowledge where there are three brokers.
 * The broker repacks every batch without compression, since a codec we do not know would end a consumer.
 *
 * @throws InstallationMismatchError when a topic exists with another number of partitions: keys would move.
 */
export async function ensureTopics(options: {
  readonly brokers: readonly string[];
  readonly topics: readonly TopicSpec[];
}): Promise<readonly string[]> {
  return withAdmin(options.brokers, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = options.topics.filter(({ name }) => !existing.has(name));
    const { brokers } = await admin.describeCluster();
    const copies = Math.min(COPIES_WANTED, brokers.length);
    // Another process may create them at the same moment: kafkajs answers false then, and all is well.
    if (missing.length > 0)
      await admin.createTopics({
        // kafkajs's own wait gives up when a broker has not heard of the topic yet; ours below does not.
        waitForLeaders: false,
        topics: missing.map((topic) => topicConfig(topic, copies)),
      });
    await refuseOtherCounts(admin, options.topics);
    return missing.map(({ name }) => name);
  });
}

function topicConfig(topic: TopicSpec, copies: number): ITopicConfig {
  const maxBytes =
    (topic.oversize === true ? MAX_DEAD_LETTER_BYTES : MAX_MESSAGE_BYTES) + RECORD_BATCH_OVERHEAD;
  return {
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: copies,
    configEntries: [
      { name: 'cleanup.policy', value: topic.cleanup },
      { name: 'retention.ms', value: String(topic.retentionMs) },
      { name: 'max.message.bytes', value: String(maxBytes) },
      { name: 'min.insync.replicas', value: String(copies >= COPIES_WANTED ? 2 : 1) },
      { name: 'compression.type', value: 'uncompressed' },
    ],
  };
}

async function refuseOtherCounts(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const found = await metadataOf(
    admin,
    topics.map(({ name }) => name),
  );
  const counts = new Map(found.map(({ name, partitions }) => [name, partitions.length]));
  const wrong = topics.filter(({ name, partitions }) => counts.get(name) !== partitions);
  if (wrong.length === 0) return;
  const list = wrong.map(
    ({ name, partitions }) => `${name} has ${counts.get(name) ?? 0} instead of ${partitions}`,
  );
  throw new InstallationMismatchError(`Numbers of partitions differ: ${list.join(', ')}`);
}

/** Waits until the brokers know every topic, and every partition has a leader. */
async function metadataOf(admin: Admin, topics: readonly string[]): Promise<readonly ITopicMetadata[]> {
  const deadline = performance.now() + KNOWN_WITHIN_MS;
  for (;;) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return found;
      if (performance.now() > deadline) throw new LogUnavailableError('Partitions have no leader');
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
