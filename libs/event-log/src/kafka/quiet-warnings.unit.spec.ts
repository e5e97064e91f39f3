import { Script } from 'node:vm';
import { dropKafkaTimeoutWarning } from './quiet-warnings';

describe('the warning that the Kafka client causes', () => {
  const original = process.emitWarning;
  const shown: unknown[] = [];

  beforeAll(() => {
    process.emitWarning = (...parameters: unknown[]): void => {
      shown.push(parameters[1]);
    };
    dropKafkaTimeoutWarning();
  });

  afterAll(() => {
    process.emitWarning = original;
  });

  const emitFrom = (filename: string, type: string): void => {
    const emit = new Script('(emit) => emit()', { filename }).runInThisContext() as (
      emit: () => void,
    ) => void;
    emit(() => process.emitWarning('-5 is a negative number.', type));
  };

  it('is dropped, and no other', () => {
    emitFrom('/app/node_modules/kafkajs/src/network/requestQueue/index.js', 'TimeoutNegativeWarning');
    expect(shown).toEqual([]);
    emitFrom('/app/node_modules/kafkajs/src/network/requestQueue/index.js', 'DeprecationWarning');
    emitFrom('/app/dist/our-own.js', 'TimeoutNegativeWarning');
    expect(shown).toEqual(['DeprecationWarning', 'TimeoutNegativeWarning']);
  });
});
