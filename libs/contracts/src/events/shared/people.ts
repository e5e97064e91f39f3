import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { Id, OneOf } from '../../schema/primitives';

/** Schema of {@link Author}. */
export const AuthorSchema = Type.Object(
  {
    kind: OneOf(['advisor', 'bot']),
    id: Id,
    name: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
  },
  { description: 'Who answered for the account' },
);

/** Who wrote for the account: a human advisor or an automated author. */
export type Author = DeepReadonly<Static<typeof AuthorSchema>>;

/** Schema of {@link Actor}. */
export const ActorSchema = Type.Object(
  {
    kind: OneOf(['advisor', 'bot', 'rule']),
    id: Type.Optional(Id),
    name: Type.Optional(Type.String()),
  },
  { description: 'Who or what did it' },
);

/** Who or what routed, closed, associated, ... */
export type Actor = DeepReadonly<Static<typeof ActorSchema>>;
