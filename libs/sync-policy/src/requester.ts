import type { Contact } from './contact';

/** Who asks in the ticket, as the conversation's own trigger decided (C7); pinned when it fires. */
export type Requester =
  | { readonly kind: 'linked'; readonly zendeskUserId: number }
  | { readonly kind: 'email'; readonly email: string; readonly name: string }
  | { readonly kind: 'nameless'; readonly contactId: string; readonly name: string };

/** `user:<id>`, `email:<normalised>` or `nameless:<contactId>`: the same requester always has the same key. */
export function requesterKey(requester: Requester): string {
  switch (requester.kind) {
    case 'linked':
      return `user:${requester.zendeskUserId}`;
    case 'email':
      return `email:${requester.email}`;
    case 'nameless':
      return `nameless:${requester.contactId}`;
  }
}

/** Requester of a contact without a usable e-mail (T5, `create-without-email`). */
export function namelessRequester(contact: Contact): Requester {
  return {
    kind: 'nameless',
    contactId: contact.id,
    name: contact.name ?? contact.handle ?? `Contact ${contact.id}`,
  };
}

/** Requester by e-mail, already normalised; named as K2 names a contact. */
export function emailRequester(contact: Contact, email: string): Requester {
  const localPart = email.slice(0, email.indexOf('@'));
  return { kind: 'email', email, name: contact.name ?? contact.handle ?? localPart };
}
