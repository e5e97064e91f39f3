import type { TimelineEntry } from '@parley/contracts';

/** Who did something, where the gateway tells. */
export type By = 'advisor' | 'bot' | 'rule';

/** What an entry says, apart from any language. */
export interface EntryWords {
  readonly key: WordKey;
  readonly values: Readonly<Record<string, string>>;
  readonly attachments: number;
  readonly by: By | undefined;
}

const BY = '(?: by (?:an? )(?<by>advisor|bot|rule))?';
const FILES = '(?:, (?<attachments>\\d+) attachments?)?';

/** For each type the shapes that its summary may have, each with the name of its words. */
const SHAPES = {
  'parley.message.received.v1': [['received', `^Message from the contact${FILES}$`]],
  'parley.message.sent.v1': [
    ['sentByAdvisor', `^Reply by an advisor \\((?<delivery>\\w+)\\)${FILES}$`],
    ['sentByBot', `^Reply by a bot \\((?<delivery>\\w+)\\)${FILES}$`],
  ],
  'parley.message.delivery-changed.v1': [
    ['deliveryChanged', '^Delivery of a reply is now (?<delivery>\\w+)$'],
  ],
  'parley.message.edited.v1': [['edited', '']],
  'parley.message.deleted.v1': [['deleted', '']],
  'parley.note.added.v1': [['note', `^Internal note${BY}$`]],
  'parley.conversation.routed.v1': [
    ['routed', `^Routed to team (?<team>.+?)${BY}$`],
    ['unrouted', `^Taken from its team${BY}$`],
  ],
  'parley.conversation.tagged.v1': [
    ['tagged', '^Tags: (?<tags>.+)$'],
    ['untagged', '^All tags were taken away$'],
  ],
  'parley.conversation.fields-changed.v1': [['fields', '^Fields changed: (?<fields>.+)$']],
  'parley.conversation.closed.v1': [['closed', `^Closed${BY}$`]],
  'parley.conversation.reopened.v1': [['reopened', `^Reopened${BY}$`]],
  'parley.contact.updated.v1': [['contactUpdated', '']],
  'parley.contact.associated.v1': [
    ['associated', `^Contact associated with Zendesk user (?<user>\\d+)${BY}$`],
  ],
  'parley.contact.disassociated.v1': [['disassociated', `^Contact disassociated${BY}$`]],
  'parley.contact.erased.v1': [['erased', '']],
  'parley.sync.requested.v1': [
    ['requestedFrozen', '^Mode (?<mode>[AB]): .*, then stay as it is$'],
    ['requested', '^Mode (?<mode>[AB]): '],
  ],
  'parley.sync.held.v1': [
    ['held', '^Held at gate '],
    ['allOpen', '^Every gate is open$'],
  ],
  'parley.ticket.created.v1': [['ticketCreated', '#(?<ticket>\\d+)$']],
  'parley.ticket.updated.v1': [
    ['ticketUnchanged', '^Nothing to change in ticket #(?<ticket>\\d+)$'],
    ['ticketUpdated', '#(?<ticket>\\d+)$'],
  ],
  'parley.ticket.closed.v1': [['ticketClosed', '#(?<ticket>\\d+)$']],
  'parley.ticket.held.v1': [['ticketHeld', '']],
  'parley.ticket.parked.v1': [['ticketParked', '']],
  'parley.ticket.resumed.v1': [['ticketResumed', '']],
  'parley.command.retry-parked.v1': [['retried', '^(?<who>.+?) tries it again(?:: (?<note>[^]*))?$']],
  'parley.command.ignore-parked.v1': [['ignored', '^(?<who>.+?) lets it go(?:: (?<note>[^]*))?$']],
} as const;

/** Names of the words that entries have. */
export type WordKey = (typeof SHAPES)[keyof typeof SHAPES][number][0];

/**
 * What an entry says, to be told in the viewer's language. The gateway tells it in English only; undefined for what this console has no
 * words for, which is then shown as the gateway tells it.
 */
export function wordsOfEntry({
  type,
  summary,
}: Pick<TimelineEntry, 'type' | 'summary'>): EntryWords | undefined {
  if (!Object.hasOwn(SHAPES, type)) return undefined;
  for (const [key, shape] of SHAPES[type as keyof typeof SHAPES]) {
    const found = new RegExp(shape).exec(summary);
    if (found === null) continue;
    // A part that is not there is undefined, whatever its type says.
    const { by, attachments, ...values }: Partial<Record<string, string>> = found.groups ?? {};
    return {
      key,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])),
      attachments: Number(attachments ?? 0),
      by: by as By | undefined,
    };
  }
  return undefined;
}
