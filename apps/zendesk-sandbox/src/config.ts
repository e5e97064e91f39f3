import type { KnownClient } from './oauth/known-client';
import { PLANS, type Plan } from './rate-limits/presets';

/** How a sandbox process is started. */
export interface SandboxConfig {
  readonly host: string;
  readonly port: number;
  /** Bearer token of the default account's administrator. */
  readonly accessToken: string;
  readonly plan: Plan;
  /** Where the state is kept; nowhere when undefined. */
  readonly stateFile: string | undefined;
  readonly indexLagSeconds: number;
  /** A public client that every account knows. */
  readonly client?: KnownClient;
  /** Host and port that reach a second account, which there is only then. */
  readonly secondHost?: string;
}

/** Thrown when the environment does not say how to start; names the variables, never their values. */
export class InvalidConfig extends Error {
  readonly code = 'invalid-config';
}

/**
 * Reads the environment of the process.
 *
 * @throws InvalidConfig naming every faulty variable at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const faults: string[] = [];
  const port = wholeNumber(env['PORT'] ?? '4000');
  if (port === undefined || port > 65_535) faults.push('PORT must be a port number');
  const plan = PLANS.find((name) => name === (env['SANDBOX_PLAN'] ?? 'enterprise'));
  if (plan === undefined) faults.push(`SANDBOX_PLAN must be one of ${PLANS.join(', ')}`);
  const indexLagSeconds = wholeNumber(env['SANDBOX_INDEX_LAG_SECONDS'] ?? '0');
  if (indexLagSeconds === undefined) faults.push('SANDBOX_INDEX_LAG_SECONDS must be a whole number');
  if (port === undefined || plan === undefined || indexLagSeconds === undefined || faults.length > 0) {
    throw new InvalidConfig(`The sandbox cannot start: ${faults.join('; ')}.`);
  }
  const { SANDBOX_CLIENT_REDIRECT_URIS: redirectUris, SANDBOX_SECOND_HOST: secondHost } = env;
  return {
    host: env['HOST'] || '127.0.0.1',
    port,
    accessToken: env['SANDBOX_ACCESS_TOKEN'] || 'sandbox-access-token',
    plan,
    stateFile: env['SANDBOX_STATE_FILE'] || undefined,
    indexLagSeconds,
    ...(redirectUris && { client: { identifier: CLIENT_IDENTIFIER, redirectUris: redirectUris.split(',') } }),
    ...(secondHost && { secondHost }),
  };
}

/** Identifier of the client that every account knows. */
const CLIENT_IDENTIFIER = 'parley';

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
