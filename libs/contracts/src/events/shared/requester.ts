import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { ZendeskId } from '../../schema/primitives';

/** Schema of a requester key: `user:<id>`, `email:<normalised>` or `nameless:<contactId>`. */
export const RequesterKey = Type.String({
  pattern: '^(user|email|nameless):[^\\u0000-\\u001f]+$',
  maxLength: 512,
});

/** Schema of {@link Requester}. */
export const RequesterSchema = Type.Union(
  [
    Type.Object({ key: RequesterKey, kind: Type.Literal('linked'), zendeskUserId: ZendeskId }),
    Type.Object({
      key: RequesterKey,
      kind: Type.Literal('email'),
      email: Type.String({ minLength: 1 }),
      name: Type.String(),
    }),
    Type.Object({ key: RequesterKey, kind: Type.Literal('nameless'), name: Type.String() }),
  ],
  { description: 'Who asks, as the trigger of this conversation decided (C7)' },
);

/** Who asks, as the trigger of this conversation decided (C7); tell the kinds apart by `kind`. */
export type Requester = DeepReadonly<Static<typeof RequesterSchema>>;

/** Key of a requester that an association names: a user of Zendesk. */
export function linkedRequesterKey(zendeskUserId: number): string {
  return `user:${zendeskUserId}`;
}

/** Key of a requester found by e-mail; `normalisedEmail` is already trimmed and in lower case. */
export function emailRequesterKey(normalisedEmail: string): string {
  return `email:${normalisedEmail}`;
}

/** Key of a requester without any e-mail (T5, `create-without-email`). */
export function namelessRequesterKey(contactId: string): string {
  return `nameless:${contactId}`;
}
