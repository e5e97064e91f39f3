import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { FieldFault, RefusalCode } from '../gateway/outcome';

/** An error body. `error` is a word, or an object on 403 (facts: error bodies); `details` maps a field to its complaints. */
const errorBody = TypeCompiler.Compile(
  Type.Object({
    error: Type.Optional(Type.Union([Type.String(), Type.Object({ title: Type.Optional(Type.String()) })])),
    details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
);
const complaints = TypeCompiler.Compile(
  Type.Array(
    Type.Object({
      description: Type.Optional(Type.String()),
      error: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      type: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    }),
  ),
);

/** A word of Zendesk's that may be shown: codes are identifiers, whatever else is not trusted to be free of names. */
const CODE = /^[A-Za-z][A-Za-z0-9_.-]{0,60}$/;

interface Complaint {
  readonly field: string;
  readonly code: string;
  readonly description: string;
}

/** What a refusing answer says. */
export interface RefusalReading {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly fields: readonly FieldFault[];
}

/** The outer error word of a body (`RecordInvalid`, `UpdateConflict`, ...), or undefined. */
export function errorWord(body: unknown): string | undefined {
  if (!errorBody.Check(body) || body.error === undefined) return undefined;
  const word = typeof body.error === 'string' ? body.error : body.error.title;
  return word !== undefined && CODE.test(word) ? word : undefined;
}

/** Reads a 3xx or 4xx answer (401, 409 and 429 are read elsewhere). `body` is undefined where it could not be parsed. */
export function readRefusal(status: number, body: unknown): RefusalReading {
  const all = status === 422 ? complaintsOf(body) : [];
  const fields = all.map(({ field, code }) => ({ field, code }));
  const named = fields.map(({ field, code }) => `${field}: ${code}`).join(', ');
  return { code: codeFor(status, body, all), detail: named || errorWord(body) || `status ${status}`, fields };
}

function codeFor(status: number, body: unknown, all: readonly Complaint[]): RefusalCode {
  if (status < 400) return 'redirected';
  switch (status) {
    case 400:
      return errorWord(body) === 'IdempotentRequestError' ? 'idempotency-mismatch' : 'bad-request';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 413:
      return 'too-large';
    case 422:
      return unprocessable(all);
    default:
      return 'refused';
  }
}

/** Wordings are those of recorded answers; older ones lack the inner code, so both are looked at. */
function unprocessable(all: readonly Complaint[]): RefusalCode {
  if (
    all.some(
      ({ code, description }) =>
        code === 'ClosedTicket' || /closed prevents ticket update/i.test(description),
    )
  ) {
    return 'ticket-closed';
  }
  if (
    all.some(
      ({ field, code, description }) =>
        code === 'UserSuspended' || (field !== 'base' && / is suspended\.?$/i.test(description)),
    )
  ) {
    return 'user-suspended';
  }
  if (all.some(({ code }) => code === 'DuplicateValue')) return 'duplicate-value';
  if (
    all.some(
      ({ field, description }) =>
        /comment/i.test(`${field} ${description}`) && /\b5,?000\b|too many|limit|maximum/i.test(description),
    )
  ) {
    return 'too-many-comments';
  }
  return 'invalid';
}

function complaintsOf(body: unknown): readonly Complaint[] {
  if (!errorBody.Check(body) || body.details === undefined) return [];
  return Object.entries(body.details).flatMap(([field, list]) => {
    const safeField = CODE.test(field) ? field : 'unnamed';
    if (!complaints.Check(list)) return [{ field: safeField, code: 'invalid', description: '' }];
    return list.map(({ error, type, description = '' }) => {
      const word = error ?? type ?? '';
      return { field: safeField, code: CODE.test(word) ? word : 'invalid', description };
    });
  });
}
