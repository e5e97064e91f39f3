import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
import type { FastifyInstance } from 'fastify';

const checks = new WeakMap<TSchema, TypeCheck<TSchema>>();

/**
 * Checks orders of the control API by their TypeBox schemas: unknown keys are refused, texts of the query string become numbers.
 * Each schema is compiled once in a process and at its first use, which Fastify's own validator does at every start.
 */
export function registerOrderValidation(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => (order: unknown) => {
    const value = httpPart === 'body' ? order : Value.Convert(schema, order);
    const check = checkOf(schema);
    if (check.Check(value)) return { value };
    const fault = check.Errors(value).First();
    return {
      error: new Error(`${httpPart ?? 'request'}${fault?.path ?? ''}: ${fault?.message ?? 'does not fit'}`),
    };
  });
}

function checkOf(schema: TSchema): TypeCheck<TSchema> {
  const known = checks.get(schema);
  if (known !== undefined) return known;
  const fresh = TypeCompiler.Compile(schema);
  checks.set(schema, fresh);
  return fresh;
}
