import { OrganizationConfigurationSchema, PutConfigurationSchema, validate } from '@parley/contracts';
import type { FaultView, OrganizationConfiguration, PutConfiguration } from '@parley/contracts';
import type { TSchema } from '@sinclair/typebox';
import { Document, LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import { ProblemError } from '../http-edge/problem';
import type { Organization } from '../connect-organization/organization';
import { etagOf } from './entity-tag';

/** A configuration that was read from YAML. */
export interface ReadConfiguration {
  readonly configuration: PutConfiguration;
  /** Line of what a JSON pointer leads to, or of the nearest thing above it that is written down; the first line is 1. */
  lineOf(pointer: string): number;
}

/**
 * The configuration as a YAML document. Keys stand in the order of the schema, so that two exports of the same configuration are
 * the same text, and a difference between two shows what changed and nothing else.
 */
export function configurationToYaml(organization: Organization): string {
  const { name, url, configuration, configurationVersion } = organization;
  const document = new Document(inOrder(OrganizationConfigurationSchema, configuration));
  document.commentBefore = [
    ` Configuration of ${name} (${url}), version ${configurationVersion}.`,
    ' What is left out takes its default. To bring it back only if nobody changed it meanwhile,',
    ` send it with PUT to the same address with the header If-Match: ${etagOf(configurationVersion)}`,
  ].join('\n');
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/**
 * Reads a configuration that somebody sent as YAML 1.2.
 *
 * @throws ProblemError `unreadable-yaml` or `invalid-body`, whose faults name the line and the place
 */
export function configurationFromYaml(text: string): ReadConfiguration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', stringKeys: true });
  const [syntax] = [...document.errors, ...document.warnings];
  if (syntax !== undefined) throw unreadable(lines.linePos(syntax.pos[0]).line, syntax.code);
  const lineOf = (pointer: string): number => lines.linePos(offsetOf(document.contents, pointer)).line;
  const checked = validate(PutConfigurationSchema, plain(document), 'invalid-body');
  if (checked.ok) return { configuration: checked.value, lineOf };
  const faults = checked.faults.map((fault) => ({ ...fault, line: lineOf(fault.pointer) }));
  throw withFaults('invalid-body', faults);
}

/** The problem with the lines of its faults, where it has any; other errors as they are. */
export function withLines(error: unknown, { lineOf }: Pick<ReadConfiguration, 'lineOf'>): unknown {
  if (!(error instanceof ProblemError) || !Array.isArray(error.extras.members?.faults)) return error;
  const faults = (error.extras.members.faults as FaultView[]).map((fault) => ({
    ...fault,
    line: lineOf(fault.pointer),
  }));
  return withFaults(error.code, faults);
}

function withFaults(code: ProblemError['code'], faults: readonly FaultView[]): ProblemError {
  const where = faults.map(({ line, pointer, detail }) => `line ${line}: ${pointer || 'it'} ${detail}`);
  return new ProblemError(code, `The configuration is not valid: ${where.join('; ')}`, {
    members: { faults },
  });
}

/** The parser's own text may quote what was written, which is why only its code is told. */
function unreadable(line: number, why: string): ProblemError {
  const fault: FaultView = { code: 'unreadable-yaml', detail: `is no YAML (${why})`, pointer: '', line };
  return new ProblemError('unreadable-yaml', `Line ${line} cannot be read as YAML (${why}).`, {
    members: { faults: [fault] },
  });
}

function plain(document: Document.Parsed): unknown {
  try {
    // No alias is followed: a configuration has no use for them, and a few lines of them can fill the memory.
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch (error) {
    if (error instanceof ReferenceError) throw unreadable(1, 'ALIAS');
    throw error;
  }
}

function offsetOf(root: unknown, pointer: string): number {
  let node: unknown = root;
  let offset = startOf(root) ?? 0;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = isMap(node) ? node.items.find((pair) => keyOf(pair.key) === name)?.key : undefined;
    const next = memberOf(node, name);
    const found = startOf(key) ?? startOf(next);
    if (found === undefined) break;
    offset = found;
    node = next;
  }
  return offset;
}

function memberOf(node: unknown, name: string): unknown {
  if (isMap(node)) return node.get(name, true);
  return isSeq(node) ? node.get(Number(name), true) : undefined;
}

function keyOf(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** The value with the keys of its objects in the order of the schema; others, such as ids of fields, by their names. */
function inOrder(schema: TSchema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => inOrder(schema?.items as TSchema | undefined, item));
  if (typeof value !== 'object' || value === null) return value;
  const properties = propertiesOf(schema);
  const known = Object.keys(properties).filter((key) => key in value);
  const others = Object.keys(value)
    .filter((key) => !(key in properties))
    .sort();
  const members = value as OrganizationConfiguration & Readonly<Record<string, unknown>>;
  return new Map([...known, ...others].map((key) => [key, inOrder(properties[key], members[key])]));
}

function propertiesOf(schema: TSchema | undefined): Readonly<Record<string, TSchema>> {
  const alternatives = (schema?.anyOf ?? []) as readonly TSchema[];
  const properties: unknown =
    schema?.properties ?? alternatives.find(({ type }) => type === 'object')?.properties;
  return (properties ?? {}) as Readonly<Record<string, TSchema>>;
}
