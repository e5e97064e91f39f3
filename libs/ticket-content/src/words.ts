import type { AttachmentFault } from './attachment';

/** Parley's own words in a ticket, in one language. None may hold markup; all are escaped like any text. */
export interface Words {
  /** Name of a contact of whom nothing is known but the id. */
  readonly contact: (id: string) => string;
  readonly advisor: (name: string) => string;
  readonly bot: (name: string) => string;
  readonly namelessContact: string;
  readonly namelessAdvisor: string;
  readonly namelessBot: string;
  readonly internalNote: string;
  readonly notDelivered: string;
  readonly edited: string;
  readonly deletedUpstream: string;
  /** Stands for the text of a message that was deleted before it was ever written. */
  readonly deletedText: string;
  readonly noText: string;
  readonly part: (part: number, parts: number) => string;
  readonly attachment: string;
  readonly attachmentLeftOut: string;
  /** Why a file is not attached; `limit` is a size for people. */
  readonly leftOutBecause: (fault: AttachmentFault, limit: string | undefined) => string;
  readonly noLink: string;
  readonly lastMessage: string;
  readonly network: string;
  readonly account: string;
  readonly messages: string;
  readonly followUpOf: (ticketId: number) => string;
  /** First line of the note about something that was let go in the error desk. */
  readonly skipped: (by: string, time: string) => string;
  readonly skippedBecause: string;
  readonly skippedNote: string;
}

const FAULTS: Readonly<Record<AttachmentFault, string>> = {
  'too-large': 'too large',
  'refused-type': 'files of this type are refused',
  expired: 'expired, the platform does not give it out any more',
  unreachable: 'could not be fetched',
  'address-refused': 'its address may not be fetched',
  'wrong-content': 'its address answers with a web page',
  'refused-by-zendesk': 'refused by Zendesk',
  missing: 'came without address or content',
};

/** Parley's words in English. */
export const ENGLISH: Words = {
  contact: (id) => `Contact ${id}`,
  advisor: (name) => `${name} (advisor)`,
  bot: (name) => `${name} (bot)`,
  namelessContact: 'Contact',
  namelessAdvisor: 'Advisor',
  namelessBot: 'Bot',
  internalNote: 'internal note',
  notDelivered: 'not delivered',
  edited: 'edited',
  deletedUpstream: 'deleted',
  deletedText: '[message deleted]',
  noText: '[no text]',
  part: (part, parts) => `part ${part} of ${parts}`,
  attachment: 'Attachment',
  attachmentLeftOut: 'Attachment not taken over',
  leftOutBecause: (fault, limit) =>
    limit === undefined ? FAULTS[fault] : `${FAULTS[fault]}, the limit is ${limit}`,
  noLink: 'no link',
  lastMessage: 'Last message',
  network: 'Network',
  account: 'Account',
  messages: 'Messages',
  followUpOf: (ticketId) => `This conversation goes on from ticket #${ticketId}, which is closed.`,
  skipped: (by, time) => `Something of this conversation was not written here: ${by} skipped it, ${time}`,
  skippedBecause: 'Reason',
  skippedNote: 'Note',
};
