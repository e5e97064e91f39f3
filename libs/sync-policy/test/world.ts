import { adoptConfiguration, type OrganizationVersion } from '../src/adopt-configuration';
import {
  type Contact,
  type ContactDetails,
  type ContactFact,
  evolveContact,
  learnContact,
  movesTriggers,
  newContact,
} from '../src/contact';
import type { Conversation, ConversationFact } from '../src/conversation';
import { decide } from '../src/decide';
import type { Decision } from '../src/decision';
import { explain } from '../src/explain';
import { takeIn } from '../src/take-in';
import type { Gate, Mode, Reason } from '../src/gate';
import { comparePositions, laterPosition, type Mark, type Position } from '../src/moment';
import { openedByConfiguration, openedByDirectory } from '../src/openings';
import type { DirectoryAccount, OrganizationCopy, Surroundings } from '../src/organization';
import { requesterKey } from '../src/requester';

/** What the rest of Parley would hold of one ticket after merging everything that was asked for. */
export interface Target {
  readonly mode: Mode;
  readonly requester: string;
  readonly firedAt: number;
  readonly through: number;
  readonly frozen: boolean;
}

type WithoutContext<T> = T extends unknown ? Omit<T, 'mark' | 'loggedAt' | 'contact'> : never;

/** A conversation fact without what the world adds: mark, time of logging, contact. */
export type PlainConversationFact = WithoutContext<ConversationFact> & {
  readonly contact?: Partial<ContactDetails>;
};
/** A contact fact without what the world adds. */
export type PlainContactFact = WithoutContext<ContactFact> & { readonly contact?: Partial<ContactDetails> };

const SOURCE = '/platforms/acme';
export const CONTACT = 'contact-7';
export const TEAM = 'zendesk-team';
export const EMAIL_KEY = 'email';

/** An organization with both modes on and every gate of the account `whatsapp` open. */
export const OPEN_ORGANIZATION: OrganizationVersion = {
  id: 'acme',
  version: 1,
  changedAt: 0,
  active: true,
  accounts: [
    { accountId: 'whatsapp', enabled: true, directApiContract: false, includeClosedSince: undefined },
  ],
  modeA: { enabled: true },
  modeB: { enabled: true, teamId: TEAM, emailKey: EMAIL_KEY, continueAfterCreation: true },
  missingEmail: 'hold',
  closeAs: 'closed',
};

/**
 * One contact, their conversations and everything around them, driven event by event as the evaluator drives the policy:
 * the offset of an event is its number, its time that number in milliseconds.
 */
export class World {
  contact: Contact = newContact(CONTACT);
  readonly conversations = new Map<string, Conversation>();
  readonly decisions: Decision[] = [];
  readonly rejected: string[] = [];
  private readonly organizations = new Map<string, OrganizationCopy>();
  private readonly directory = new Map<string, DirectoryAccount>();
  private readonly targets = new Map<string, { target: Target; through: Position; version: number }>();
  private clock = 0;

  /** A world with the account `whatsapp` in the directory and, unless told otherwise, the organization configured. */
  static open(changes: Partial<OrganizationVersion> = {}, network = 'whatsapp'): World {
    const world = new World();
    world.know('whatsapp', network);
    world.configure({ ...OPEN_ORGANIZATION, ...changes });
    return world;
  }

  know(accountId: string, network = 'whatsapp', deleted = false): void {
    const at = this.tick();
    const before = this.directory.get(accountId);
    const after = {
      id: accountId,
      network,
      deleted,
      since: { at, cause: { source: '/directory', id: `d-${at}` } },
    };
    this.directory.set(accountId, after);
    if (openedByDirectory(before, after)) this.reconsider([accountId]);
  }

  /** A newer version of an organization's configuration, built on the one before it. */
  configure(changes: Partial<OrganizationVersion>, reconsider = true): void {
    const at = this.tick();
    const id = changes.id ?? 'acme';
    const before = this.organizations.get(id);
    const after = adoptConfiguration(before, {
      ...this.versionOf(before, id),
      ...changes,
      version: at,
      changedAt: at,
    });
    this.organizations.set(id, after);
    if (reconsider) this.reconsider(openedByConfiguration(before, after));
  }

  /** An event about a conversation; its offset. */
  happen(fact: PlainConversationFact): number {
    const at = this.tick();
    const details: ContactDetails = { id: CONTACT, ...fact.contact };
    const full: ConversationFact = { ...fact, mark: this.mark(at), loggedAt: at, contact: details };
    if (
      this.conversations.get(fact.conversationId)?.contactId !== details.id &&
      this.conversations.has(fact.conversationId)
    ) {
      this.fold(full, this.contact);
      return at;
    }
    const before = this.contact;
    this.contact = learnContact(before, details, full.mark);
    this.fold(full, this.contact);
    if (movesTriggers(before, this.contact, this.emailKeys())) this.decideAll(full.mark, fact.conversationId);
    return at;
  }

  /** An event about the contact; its offset. */
  happenToContact(fact: PlainContactFact): number {
    const at = this.tick();
    const full: ContactFact = { ...fact, mark: this.mark(at), contact: { id: CONTACT, ...fact.contact } };
    const before = this.contact;
    this.contact = evolveContact(before, full);
    if (movesTriggers(before, this.contact, this.emailKeys())) this.decideAll(full.mark, undefined);
    return at;
  }

  /** Looks at every conversation of the accounts again, as after a change of configuration. */
  reconsider(accountIds: readonly string[]): void {
    for (const conversation of [...this.conversations.values()]) {
      if (accountIds.includes(conversation.accountId))
        this.decideAbout(conversation, { kind: 'configuration' });
    }
  }

  /** The tickets of a conversation as asked for so far, by organization and own message, in order of first asking. */
  targetsOf(conversationId: string): readonly Target[] {
    return [...this.targets]
      .filter(([key]) => key.startsWith(`${conversationId} `))
      .map(([, { target }]) => target);
  }

  gatesOf(conversationId: string): readonly Gate[] {
    const conversation = this.conversations.get(conversationId);
    if (conversation === undefined) throw new Error(`no conversation ${conversationId}`);
    return explain({
      conversation,
      contact: this.contact,
      surroundings: this.surroundingsOf(conversation.accountId),
    });
  }

  /** Why the conversation is held: the reasons of its shut gates, in order. */
  reasonsOf(conversationId: string): readonly Reason[] {
    return this.gatesOf(conversationId).flatMap((gate) => (gate.open ? [] : [gate.reason]));
  }

  surroundingsOf(accountId: string): Surroundings {
    const account = this.directory.get(accountId);
    for (const { organization, links } of this.organizations.values()) {
      const link = links.get(accountId);
      if (link !== undefined) return { account, link, organization, unlinkedSince: undefined };
    }
    const unlinkedSince = [...this.organizations.values()]
      .map((copy) => copy.unlinked.get(accountId))
      .find((one) => one);
    return { account, link: undefined, organization: undefined, unlinkedSince };
  }

  private fold(fact: ConversationFact, contact: Contact): void {
    const taken = takeIn(this.conversations.get(fact.conversationId), fact);
    if (taken.kind === 'rejected') {
      this.rejected.push(taken.reason);
      return;
    }
    const { conversation, contactMessage } = taken;
    const surroundings = this.surroundingsOf(conversation.accountId);
    const decided = decide(
      { conversation, contact, surroundings },
      { kind: 'fact', mark: fact.mark, contactMessage },
    );
    this.take(decided.conversation, decided.decisions);
  }

  private decideAll(mark: Mark, except: string | undefined): void {
    for (const conversation of [...this.conversations.values()]) {
      if (conversation.id !== except)
        this.decideAbout(conversation, { kind: 'fact', mark, contactMessage: false });
    }
  }

  private decideAbout(conversation: Conversation, occasion: Parameters<typeof decide>[1]): void {
    const surroundings = this.surroundingsOf(conversation.accountId);
    const decided = decide({ conversation, contact: this.contact, surroundings }, occasion);
    this.take(decided.conversation, decided.decisions);
  }

  private take(conversation: Conversation, decisions: readonly Decision[]): void {
    this.conversations.set(conversation.id, conversation);
    this.decisions.push(...decisions);
    for (const decision of decisions) if (decision.kind === 'asked') this.merge(conversation.id, decision);
  }

  // As contracts 4 has it: positions merge by maximum, everything else by the highest version.
  private merge(conversationId: string, asked: Decision & { readonly kind: 'asked' }): void {
    const { ticket, organizationId, version } = asked;
    const key = `${conversationId} ${organizationId} ${ticket.ownOf?.id ?? ''}`;
    const known = this.targets.get(key);
    const through = known === undefined ? ticket.through : laterPosition(known.through, ticket.through);
    if (known !== undefined && known.version >= version) throw new Error('a version came twice or fell');
    if (known !== undefined && comparePositions(ticket.through, known.through) < 0)
      throw new Error('a target fell');
    const target = {
      mode: ticket.mode,
      requester: requesterKey(ticket.requester),
      firedAt: ticket.firedAt.offset,
      through: through.offset,
      frozen: ticket.frozen,
    };
    this.targets.set(key, { target, through, version });
  }

  private emailKeys(): ReadonlySet<string> {
    return new Set(
      [...this.organizations.values()].flatMap(({ organization }) => organization.modeB.emailKey ?? []),
    );
  }

  private versionOf(copy: OrganizationCopy | undefined, id: string): OrganizationVersion {
    if (copy === undefined) return { ...OPEN_ORGANIZATION, id };
    const { organization, links } = copy;
    const accounts = [...links].map(([accountId, link]) => ({ accountId, ...link }));
    return { ...OPEN_ORGANIZATION, ...organization, accounts, id };
  }

  private mark(at: number): Mark {
    return { position: { epoch: 0, partition: 3, offset: at }, at, cause: { source: SOURCE, id: `e-${at}` } };
  }

  private tick(): number {
    this.clock += 1;
    return this.clock;
  }
}
