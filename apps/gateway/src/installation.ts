import { CONSUMER_GROUPS, TOPICS, consumerGroupId, deadLetterTopic, topicName } from '@parley/contracts';
import { DEAD_LETTER_RETENTION_MS } from '@parley/contracts';
import type { ConsumerGroupName, TopicName } from '@parley/contracts';
import type { TopicSpec } from '@parley/event-log';

/** Everything that is keyed by a contact or a requester is spread; the rest is little, and one partition keeps it in one order. */
const SPREAD: ReadonlySet<string> = new Set(['contact', 'requester']);

/** Every topic of an installation, dead letters of every consumer group included. */
export function installationTopics(prefix: string, partitions: number): readonly TopicSpec[] {
  const names = Object.keys(TOPICS) as TopicName[];
  const groups = Object.keys(CONSUMER_GROUPS) as ConsumerGroupName[];
  return [
    ...names.map((name): TopicSpec => {
      const { keyedBy, cleanup, retentionMs } = TOPICS[name];
      return {
        name: topicName(prefix, name),
        partitions: SPREAD.has(keyedBy) ? partitions : 1,
        cleanup,
        retentionMs,
      };
    }),
    ...groups.map((group): TopicSpec => ({
      name: deadLetterTopic(consumerGroupId(prefix, group)),
      partitions: 1,
      cleanup: 'delete',
      retentionMs: DEAD_LETTER_RETENTION_MS,
      oversize: true,
    })),
  ];
}
