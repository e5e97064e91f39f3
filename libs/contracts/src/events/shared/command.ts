import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { Id, Timestamp } from '../../schema/primitives';

/** Schema of {@link Person}. */
export const PersonSchema = Type.Object({
  id: Id,
  name: Type.Optional(Type.String()),
  role: Type.Optional(Type.String()),
});

/** A person of the organization's staff, as their token names them. */
export type Person = DeepReadonly<Static<typeof PersonSchema>>;

/** Fields of every command: who gave it, when, and what they noted. */
export const commandFacts = {
  contactId: Id,
  by: PersonSchema,
  at: Timestamp,
  note: Type.Optional(Type.String()),
};
