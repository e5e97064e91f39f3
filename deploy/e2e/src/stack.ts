import { readFileSync } from 'node:fs';

/** What a running stack says about itself, as far as the tests need it. */
export interface StackDescription {
  readonly gatewayUrl: string;
  /** Where people sign in. */
  readonly issuerUrl: string;
  readonly sandboxUrl: string;
  readonly kafkaBrokers: string;
  readonly databaseUrl: string;
  readonly administratorToken: string;
  readonly advisorToken: string;
  readonly publisherToken: string;
  /** By process name; one that is just being restarted is missing. */
  readonly pids: Readonly<Record<string, number>>;
}

/** The four services, each a process of its own. */
export const SERVICES = ['gateway', 'trigger-evaluator', 'customer-service', 'ticket-writer'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The stack of this run, as it is now. Jest's global setup has started it. */
export function theStack(): StackDescription {
  const file = process.env['PARLEY_E2E_STACK'];
  if (file === undefined) throw new Error('PARLEY_E2E_STACK is not set: run end-to-end tests through Jest');
  return JSON.parse(readFileSync(file, 'utf8')) as StackDescription;
}
