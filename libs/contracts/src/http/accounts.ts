import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Count, Id, Nullable, Timestamp } from '../schema/primitives';
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
  /** T11: conversations closed upstream since then are sent, too; null: none. */
  includeClosedSince: Type.Optional(Nullable(Timestamp)),
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

/** Query of `GET /v1/organizations/{id}/accounts/{accountId}`. */
export const LinkedAccountQuerySchema = Closed({
  includeClosedSince: Type.Optional(Timestamp),
  held: Type.Optional(Type.Boolean({ description: 'Also count what the switch holds back' })),
});

/** Most conversations that are counted: a larger number is told as this one. */
export const MOST_COUNTED_CONVERSATIONS = 10_000;

/** Schema of {@link HeldConversations}. */
export const HeldConversationsSchema = Type.Object(
  {
    ready: Count,
    catchUp: Count,
    total: Count,
  },
  {
    description:
      'Conversations of the account that are not closed upstream and wait: `ready` of them would get a ticket as soon as the account is open, for `catchUp` of them an existing ticket would be brought up to date, the others wait for their trigger, or for a mode to be switched on. Counted up to 10,000',
  },
);

/** What an account's switch holds back (T11). */
export type HeldConversations = DeepReadonly<Static<typeof HeldConversationsSchema>>;

/** Schema of {@link ClosedConversations}. */
export const ClosedConversationsSchema = Type.Object(
  {
    since: Timestamp,
    ready: Count,
    total: Count,
  },
  {
    description:
      'Conversations of the account that were closed upstream since then and have no ticket: `ready` of them would be sent with this date as soon as the account is open, the others wait for their trigger, or for a mode to be switched on',
  },
);

/** How many closed conversations a date would bring along, before it is given (T11). */
export type ClosedConversations = DeepReadonly<Static<typeof ClosedConversationsSchema>>;

/** Query of `GET /v1/organizations/{id}/accounts`. */
export const LinkedAccountsQuerySchema = Closed(pageQuery);

/** Answer of `GET` and `POST /v1/organizations/{id}/accounts`. */
export const LinkedAccountPageSchema = PageOf(LinkedAccountViewSchema);
