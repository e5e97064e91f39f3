import { type Static, type TSchema, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';

/** Media type of every error answer (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Schema of {@link FaultView}. */
export const FaultSchema = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  pointer: Type.String({ description: 'JSON pointer (RFC 6901); empty for the whole value' }),
  line: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Line of a YAML document, the first is 1; where it is known' }),
  ),
});

/** What is wrong with a part of a request. */
export type FaultView = DeepReadonly<Static<typeof FaultSchema>>;

/** Schema of {@link Problem}. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:parley:problem:<code>' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.String({ description: 'Stable: match on this one' }),
    detail: Type.Optional(Type.String()),
    faults: Type.Optional(Type.Array(FaultSchema)),
  },
  { description: 'RFC 9457 problem details' },
);

/** An error answer. */
export type Problem = DeepReadonly<Static<typeof ProblemSchema>>;

/** Schema of a page of a list: `nextCursor` is null on the last one. */
export function PageOf<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });
}

/** Query parameters of every list. */
export const pageQuery = {
  cursor: Type.Optional(Type.String({ minLength: 1, description: 'nextCursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};

/** Answer of every list of items. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
