import { fixedClock } from '@parley/testing';
import { describeStore } from '../../test/store-conformance';
import { MemoryAgentBook } from './memory-agent-book';
import { MemoryAttachmentBook } from './memory-attachment-book';
import { MemoryIntake } from './memory-intake';
import { MemoryLaneStore } from './memory-lane-store';
import { MemoryParkedLanes } from './memory-parked-lanes';
import { MemoryTables } from './memory-tables';
import { MemoryTranscript } from './memory-transcript';

describeStore('in memory', () => {
  const clock = fixedClock();
  const tables = new MemoryTables(clock);
  return Promise.resolve({
    intake: new MemoryIntake(tables),
    lanes: new MemoryLaneStore(tables),
    transcript: new MemoryTranscript(tables),
    agents: new MemoryAgentBook(tables),
    order: (orders) => new MemoryParkedLanes(tables).carryOut(orders, clock.now()),
    attachments: new MemoryAttachmentBook(tables),
    pass: (ms) => {
      clock.advance(ms);
      return Promise.resolve();
    },
    age: (ticketKey, ms) => {
      const lane = tables.lanes.get(ticketKey);
      if (lane !== undefined) lane.behindSinceMs = (lane.behindSinceMs ?? 0) - ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
