import { logLevel } from 'kafkajs';
import { loudnessOf } from './client-log';

describe('a line of the Kafka client', () => {
  it.each([
    'Response FindCoordinator(key: 10, version: 2)',
    'Response InitProducerId(key: 22, version: 1)',
    'Response Heartbeat(key: 12, version: 3)',
    'The group is rebalancing, re-joining',
  ])('is quiet about what is tried again: %s', (message) => {
    expect(loudnessOf(logLevel.ERROR, message)).toBe('debug');
  });

  it('is a warning when something is wrong', () => {
    expect(loudnessOf(logLevel.ERROR, 'Connection error: connect ECONNREFUSED 127.0.0.1:9092')).toBe('warn');
    expect(loudnessOf(logLevel.WARN, 'Offset out of range, resetting to default offset')).toBe('warn');
  });

  it('is quiet about everyday things', () => {
    expect(loudnessOf(logLevel.INFO, 'Consumer has joined the group')).toBe('debug');
  });
});
