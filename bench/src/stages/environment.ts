/** What a stage process is told: brokers, the topic it reads, the topic it writes, its consumer group, a database. */
export interface StageEnvironment {
  readonly brokers: string;
  readonly input: string;
  readonly output: string;
  readonly group: string;
  readonly databaseUrl: string;
}

/** Reads the stage's environment; a name that is absent reads as empty. */
export function stageEnvironment(): StageEnvironment {
  const read = (name: string): string => process.env[name] ?? '';
  return {
    brokers: read('BENCH_BROKERS'),
    input: read('BENCH_INPUT'),
    output: read('BENCH_OUTPUT'),
    group: read('BENCH_GROUP'),
    databaseUrl: read('BENCH_DATABASE_URL'),
  };
}
