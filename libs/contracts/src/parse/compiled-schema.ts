import type { Static, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { Fault } from '../faults';
import type { DeepReadonly } from '../schema/deep-readonly';
import { detailOf } from './fault-detail';

/** Most faults that are reported for one value: enough to mend it, too few to be flooded by. */
export const MAX_FAULTS = 10;

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

function checkOf(schema: TSchema): TypeCheck<TSchema> {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const check = TypeCompiler.Compile(schema);
  compiled.set(schema, check);
  return check;
}

/** Compiles the schema (once for each schema, on first use) into a predicate. */
export function predicateOf<Schema extends TSchema>(
  schema: Schema,
): (value: unknown) => value is DeepReadonly<Static<Schema>> {
  let check: TypeCheck<TSchema> | undefined;
  return (value): value is DeepReadonly<Static<Schema>> => {
    check ??= checkOf(schema);
    return check.Check(value);
  };
}

/**
 * Everything in which `value` does not fit the schema, at most one fault a place, {@link MAX_FAULTS} in all.
 * `base` is the JSON pointer of `value` itself.
 */
export function faultsOf<Code extends string>(
  schema: TSchema,
  value: unknown,
  code: Code,
  base = '',
): readonly Fault<Code>[] {
  const faults = new Map<string, Fault<Code>>();
  for (const error of checkOf(schema).Errors(value)) {
    const pointer = base + error.path;
    if (!faults.has(pointer)) faults.set(pointer, { code, detail: detailOf(error), pointer });
    if (faults.size === MAX_FAULTS) break;
  }
  return [...faults.values()];
}

/** A value that fits a schema, with its type, or what is wrong with it. */
export type Validated<T, Code extends string = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault<Code>[] };

/** Checks a value against a schema, compiled on first use; `code` is the code of its faults. */
export function validate<Schema extends TSchema, Code extends string>(
  schema: Schema,
  value: unknown,
  code: Code,
): Validated<DeepReadonly<Static<Schema>>, Code> {
  const fits = predicateOf(schema);
  return fits(value) ? { ok: true, value } : { ok: false, faults: faultsOf(schema, value, code) };
}
