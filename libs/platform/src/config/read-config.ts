import { readFileSync } from 'node:fs';
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { ParleyError } from '../parley-error';

/** What is wrong with one setting. Never holds its value: settings are secrets until proven otherwise. */
export interface ConfigFault {
  readonly name: string;
  readonly problem: string;
}

/** Thrown when the environment does not fit the schema; lists every fault by name, never by value. */
export class ConfigError extends ParleyError {
  readonly code = 'config-invalid';
  readonly retryable = false;

  constructor(readonly faults: readonly ConfigFault[]) {
    super(
      `The configuration has faults: ${faults.map((fault) => `${fault.name} ${fault.problem}`).join('; ')}`,
    );
  }
}

/** The environment of a process, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a process's settings once, by a schema whose property names are the variables' names.
 * Numbers and booleans are converted, defaults filled in, unknown variables dropped; an empty value counts as not set.
 * `NAME_FILE` may name a file that holds the value of `NAME` (mounted secrets); the variable itself wins.
 * @throws ConfigError with every fault at once.
 */
export function readConfig<T extends TObject>(
  schema: T,
  env: Environment = process.env,
): Readonly<Static<T>> {
  const faults: ConfigFault[] = [];
  const raw: Record<string, unknown> = {};
  for (const name of Object.keys(schema.properties)) {
    const value = rawValue(name, env, faults);
    if (value !== undefined) raw[name] = value;
  }
  const config = Value.Convert(schema, Value.Default(schema, raw));
  if (faults.length === 0 && Value.Check(schema, config)) return Object.freeze(config);
  throw new ConfigError([
    ...faults,
    ...schemaFaults(schema, config, new Set(faults.map((fault) => fault.name))),
  ]);
}

/** The settings for the log of a start: secrets (schemas with `secret: true`) and passwords inside URLs are masked. */
export function maskedSummary<T extends TObject>(schema: T, config: Static<T>): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(config));
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => {
      const value = values.get(name);
      if (value === undefined) return [name, undefined];
      return [name, isSecret(property) ? '***' : maskUrlPassword(value)];
    }),
  );
}

function rawValue(name: string, env: Environment, faults: ConfigFault[]): string | undefined {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    faults.push({ name, problem: `cannot be read from the file that ${name}_FILE names` });
    return undefined;
  }
}

function schemaFaults(schema: TObject, config: unknown, known: ReadonlySet<string>): ConfigFault[] {
  const faults = new Map<string, string>();
  for (const error of Value.Errors(schema, config)) {
    const name = error.path.split('/')[1] ?? '';
    if (known.has(name) || faults.has(name)) continue;
    faults.set(name, error.value === undefined ? 'is missing' : problemOf(error.schema, error.message));
  }
  const inSchemaOrder = Object.keys(schema.properties).filter((name) => faults.has(name));
  return inSchemaOrder.map((name) => ({ name, problem: faults.get(name) ?? '' }));
}

/** TypeBox's messages quote the schema, never the value; a schema's own `description` says it in words. */
function problemOf(schema: TSchema, message: string): string {
  return typeof schema.description === 'string'
    ? `must be ${schema.description}`
    : `is wrong: ${message.toLowerCase()}`;
}

function isSecret(property: TSchema): boolean {
  return property['secret'] === true;
}

function maskUrlPassword(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/(:\/\/[^:@/\s]*):[^@/\s]*@/g, '$1:***@') : value;
}
