import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Id, Nullable, Timestamp } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** Body of `POST /v1/organizations/{id}/accounts`. */
export const LinkAccountsSchema = Closed({ accountIds: Type.Array(Id, { minItems: 1, maxItems: 1000 }) });

/** Accounts to link, several at once (A3). */
export type LinkAccounts = DeepReadonly<Static<typeof LinkAccountsSchema>>;

/** Body of `PATCH /v1/organizations/{id}/accounts/{accountId}`. */
export const ChangeAccountSchema = Closed({
  enabled: Type.Optional(Type.Boolean()),
  directApiContract: Type.Optional(
    Type.Boolean({ description: 'X only: an administrator marks that there is one (G4)' }),
  ),
  includeClosedSince: Type.Optional(Timestamp),
});

/** A change of a linked account. */
export type ChangeAccount = DeepReadonly<Static<typeof ChangeAccountSchema>>;

/** Schema of {@link LinkedAccountView}. */
export const LinkedAccountViewSchema = Type.Object({
  accountId: Id,
  network: Nullable(Type.String()),
  name: Nullable(Type.String()),
  enabled: Type.Boolean(),
  directApiContract: Type.Boolean(),
  linkedAt: Timestamp,
});

/** A linked account; `network` and `name` are null while the directory does not know it. */
export type LinkedAccountView = DeepReadonly<Static<typeof LinkedAccountViewSchema>>;

/** Query of `GET /v1/organizations/{id}/accounts`. */
export const LinkedAccountsQuerySchema = Closed(pageQuery);

/** Answer of `GET` and `POST /v1/organizations/{id}/accounts`. */
export const LinkedAccountPageSchema = PageOf(LinkedAccountViewSchema);
