import { type EventLog, MemoryPositions } from '../../src';

/** What the suite needs of an implementation. Topics have four partitions. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** A fresh topic's full name. */
  newTopic(): Promise<string>;
  /** Deletes a topic and creates it anew, empty. */
  recreate(topic: string): Promise<void>;
  close(): Promise<void>;
}

/** Everything one case of the suite uses; consumers are stopped for it. */
export interface Case {
  readonly log: EventLog;
  readonly topic: string;
  readonly group: string;
  readonly positions: MemoryPositions;
  recreate(): Promise<void>;
}

let groups = 0;

/** A fresh topic and group. */
export async function aCase(subject: LogUnderTest): Promise<Case> {
  const topic = await subject.newTopic();
  groups += 1;
  return {
    log: subject.log,
    topic,
    group: `${topic}.group-${groups}`,
    positions: new MemoryPositions(),
    recreate: () => subject.recreate(topic),
  };
}
