import { CONSUMER_GROUPS, consumerGroupId, type ConsumerGroupName } from './consumer-groups';
import {
  customerKey,
  DEFAULT_TOPIC_PREFIX,
  deadLetterTopic,
  topicName,
  type TopicName,
  TOPICS,
} from './topics';

describe('topics', () => {
  it('carry the names that other systems are waiting for', () => {
    const names = (Object.keys(TOPICS) as TopicName[]).map((topic) => topicName(DEFAULT_TOPIC_PREFIX, topic));
    expect(names).toEqual([
      'parley.inbound.v1',
      'parley.conversation.events.v1',
      'parley.directory.v1',
      'parley.config.v1',
      'parley.sync.requests.v1',
      'parley.customer.events.v1',
      'parley.ticket.events.v1',
      'parley.connection.events.v1',
      'parley.commands.v1',
    ]);
  });

  it('carry the prefix of the installation, groups and dead letters too', () => {
    expect(topicName('acme.', 'config')).toBe('acme.config.v1');
    const group = consumerGroupId('acme.', 'ticketWriterTargets');
    expect(group).toBe('acme.ticket-writer.targets');
    expect(deadLetterTopic(group)).toBe('acme.ticket-writer.targets.dlq');
  });

  it('have groups that never share an id', () => {
    const ids = (Object.keys(CONSUMER_GROUPS) as ConsumerGroupName[]).map((group) =>
      consumerGroupId('p.', group),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keep customers of two organizations apart', () => {
    expect(customerKey('org-1', 'user:1')).not.toBe(customerKey('org-1,user', '1'));
  });
});
