import { MemoryStepStore } from '../../test/memory-step-store';
import { NO_TRANSACTION } from '../../test/memory-stores';
import { describeStepStore } from '../../test/step-store.conformance';

describeStepStore('in memory', () =>
  Promise.resolve({ store: new MemoryStepStore(), transaction: (work) => work(NO_TRANSACTION) }),
);
