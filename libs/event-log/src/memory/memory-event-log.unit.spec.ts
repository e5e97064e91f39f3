import { MemoryEventLog } from '..';
import { consumingBehaviour } from '../../test/conformance/consuming';
import { guardingBehaviour } from '../../test/conformance/guarding';
import type { LogUnderTest } from '../../test/conformance/log-under-test';
import { producingBehaviour } from '../../test/conformance/producing';

describe('the log in memory', () => {
  const log = new MemoryEventLog({ partitions: 4 });
  let topics = 0;
  const subject: LogUnderTest = {
    log,
    newTopic: () => Promise.resolve(`topic-${(topics += 1)}`),
    recreate: (topic) => {
      log.deleteTopic(topic);
      return Promise.resolve();
    },
    close: () => log.close(),
  };

  describe('producing', () => producingBehaviour(() => subject));
  describe('consuming', () => consumingBehaviour(() => subject));
  describe('guarding', () => guardingBehaviour(() => subject));
});
