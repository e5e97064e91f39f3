import {
  ClosedConversationsSchema,
  HeldConversationsSchema,
  LinkedAccountViewSchema,
  Nullable,
  PageOf,
  Timestamp,
} from '@parley/contracts';
import type { ClosedConversations, HeldConversations, LinkedAccountView } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { AccountOfOrganization } from './account-store';

/** An account of an organization as people see it. */
export const AccountSchema = Type.Object({
  ...LinkedAccountViewSchema.properties,
  includeClosedSince: Nullable(Timestamp),
  known: Type.Boolean({
    description: 'Whether the platform has told of this account, and not deleted it (G1)',
  }),
});

/** An account with what opening it would send, where that was asked about. */
export const AccountBeforeOpeningSchema = Type.Object({
  ...AccountSchema.properties,
  heldConversations: Type.Optional(HeldConversationsSchema),
  closedConversations: Type.Optional(ClosedConversationsSchema),
});

/** A page of {@link AccountSchema}. */
export const AccountsSchema = PageOf(AccountSchema);

/** A linked account; `known` is false while the directory does not have it: it may be a misspelled id. */
export type AccountView = LinkedAccountView & {
  readonly includeClosedSince: string | null;
  readonly known: boolean;
};

/** An account with what opening it would send (T11). */
export type AccountBeforeOpening = AccountView & {
  readonly heldConversations?: HeldConversations;
  readonly closedConversations?: ClosedConversations;
};

/** The account as people see it. */
export function accountView(account: AccountOfOrganization): AccountView {
  const { accountId, network, name, enabled, directApiContract, linkedAt, includeClosedSince } = account;
  return {
    accountId,
    network,
    name,
    enabled,
    directApiContract,
    linkedAt,
    includeClosedSince,
    known: network !== null && !account.deleted,
  };
}
