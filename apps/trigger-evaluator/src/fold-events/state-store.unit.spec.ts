import { MemoryStateStore, NO_TRANSACTION } from '../../test/memory-stores';
import { describeStateStore } from '../../test/state-store.conformance';

describeStateStore('in memory', () =>
  Promise.resolve({ store: new MemoryStateStore(), transaction: (work) => work(NO_TRANSACTION) }),
);
