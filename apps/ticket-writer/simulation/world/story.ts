import type { Tape } from '../engine/tape';

/** What is told of a conversation. */
export type Telling =
  'contact' | 'advisor' | 'bot' | 'failed' | 'tags' | 'closed' | 'reopened' | 'edit' | 'deletion';

/** What an agent does to a ticket. */
export type AgentDeed = 'tag' | 'pending' | 'solved' | 'closed' | 'deletes' | 'merges' | 'tags-ahead';

/** What keeps an organization's Zendesk from being used for a while; in the end somebody sees to it. */
export type Trouble = 'unauthorised' | 'unreachable' | 'hangs' | 'broken';

/** What is ordered in the error desk (X3). */
export type DeskOrder = 'retry' | 'ignore';

/** One thing that happens to the connector from outside, at a time of the story. */
export type StoryEvent = { readonly atMs: number } & (
  | { readonly kind: 'tell'; readonly conversation: number; readonly what: Telling }
  /** An event that the platform told long ago is told again, under the same id. */
  | { readonly kind: 'repeat'; readonly conversation: number; readonly back: number }
  /** The conversation's mode fires: from here on there are targets. */
  | { readonly kind: 'fire'; readonly conversation: number }
  /** An old request arrives again, behind newer ones. */
  | { readonly kind: 'ask-again'; readonly conversation: number; readonly back: number }
  /** The contact is associated with another Zendesk user. */
  | { readonly kind: 'reassociate'; readonly conversation: number }
  | { readonly kind: 'customer'; readonly conversation: number; readonly blocked: boolean }
  | { readonly kind: 'gate'; readonly organization: number; readonly open: boolean }
  /** An organization's Zendesk cannot be used from here on, or can again. */
  | { readonly kind: 'trouble'; readonly organization: number; readonly what: Trouble }
  | { readonly kind: 'recovery'; readonly organization: number }
  /** Zendesk begins to refuse comments for what is in them, or takes them again. */
  | { readonly kind: 'refusal'; readonly organization: number; readonly on: boolean }
  /** A person at the error desk has a conversation's parked ticket tried again, or lets go what it is parked on. */
  | { readonly kind: 'desk'; readonly conversation: number; readonly does: DeskOrder }
  | {
      readonly kind: 'agent';
      readonly organization: number;
      readonly ticket: number;
      readonly does: AgentDeed;
    }
  | { readonly kind: 'clock-jump'; readonly replica: number; readonly ms: number }
  | { readonly kind: 'scale'; readonly up: boolean }
  /** Postgres is put back to what it held so many events ago. */
  | { readonly kind: 'restore'; readonly back: number }
);

/** The world around the connector during a story. */
export interface StorySetting {
  readonly conversations: number;
  /** Connected Zendesks; conversations have them in turns. */
  readonly organizations: number;
  /** Of each topic. */
  readonly partitions: number;
  /** Whether the second conversation is the same contact's. */
  readonly sharesContact: boolean;
  /** Whether each later message of the first conversation's contact makes a ticket of its own (T6). */
  readonly freezesFirst: boolean;
  readonly closeAs: 'closed' | 'solved';
  readonly redactDeleted: boolean;
  readonly listLagMs: number;
  readonly searchLagMs: number;
  readonly hasTriggers: boolean;
  readonly zendeskAheadMs: number;
}

export interface Story {
  readonly setting: StorySetting;
  readonly events: readonly StoryEvent[];
}

const GAPS_MS = [100, 700, 2_500, 15_000, 90_000] as const;
const TELLINGS: readonly Telling[] = [
  'contact',
  'contact',
  'advisor',
  'tags',
  'closed',
  'contact',
  'bot',
  'failed',
  'reopened',
  'edit',
];
/** What is told in stories about edits and deletions. */
const AMENDMENTS: readonly Telling[] = ['contact', 'deletion', 'edit', 'advisor', 'deletion', 'closed'];
const AGENT_DOES = ['tag', 'tag', 'pending', 'solved', 'closed', 'deletes'] as const;

/** What agents do in stories that are about them. */
const AGENTS_MEDDLE = ['merges', 'tags-ahead', 'closed', 'merges', 'deletes'] as const;
const TROUBLES = ['unauthorised', 'unauthorised', 'unreachable', 'hangs', 'broken'] as const;

/** In so many stories Postgres is put back to an earlier time. */
const RESTORES = 0.2;

/** Makes up a small story: one to three conversations, two to nine facts, and some of what people and machines do around them. */
export function makeUpStory(tape: Tape, alwaysRestores = false): Story {
  const organizations = 1 + tape.rarely(0.2);
  const partitions = 1 + tape.rarely(0.2);
  const conversations = Math.max(organizations, partitions) + tape.rarely(0.4);
  const setting: StorySetting = {
    conversations,
    organizations,
    partitions,
    sharesContact: tape.rarely(partitions === 1 ? 0.6 : 0.2) === 1,
    freezesFirst: tape.rarely(0.1) === 1,
    closeAs: tape.rarely(0.2) === 1 ? 'solved' : 'closed',
    redactDeleted: tape.rarely(0.3) === 1,
    listLagMs: [0, 0, 5_000][tape.pick(3)] ?? 0,
    searchLagMs: [60_000, 600_000][tape.pick(2)] ?? 0,
    hasTriggers: tape.rarely(0.3) === 1,
    zendeskAheadMs: [0, 0, 240_000, -240_000][tape.pick(4)] ?? 0,
  };
  const chances: Chances = {
    trouble: tape.rarely(organizations === 1 ? 0.12 : 0.4) === 1 ? 0.4 : 0,
    desk: tape.rarely(0.15) === 1 ? 0.5 : 0,
    amendments: tape.rarely(0.15) === 1 ? 0.5 : 0,
    agents: tape.rarely(0.15) === 1 ? 0.4 : 0,
  };
  const events: StoryEvent[] = [];
  let atMs = 500;
  const later = (): number => {
    atMs += GAPS_MS[tape.pick(GAPS_MS.length)] ?? 0;
    return atMs;
  };
  for (let conversation = 0; conversation < conversations; conversation += 1)
    events.push({ kind: 'customer', conversation, blocked: false, atMs: later() });
  const told = Array.from({ length: conversations }, () => 0);
  const firesAfter = told.map(() => tape.pick(4));
  const facts = 2 + tape.pick(8);
  for (let fact = 0; fact < facts; fact += 1) {
    const conversation = tape.pick(conversations);
    const tellings = tape.rarely(chances.amendments) === 1 ? AMENDMENTS : TELLINGS;
    const what = told[conversation] === 0 ? 'contact' : (tellings[tape.pick(tellings.length)] ?? 'contact');
    events.push({ kind: 'tell', conversation, what, atMs: later() });
    if (told[conversation] === firesAfter[conversation])
      events.push({ kind: 'fire', conversation, atMs: atMs + 50 });
    told[conversation] = (told[conversation] ?? 0) + 1;
    const organization = conversation % organizations;
    const aside = asideOf(tape, conversation, organization, later);
    if (aside !== undefined) events.push(aside);
    if (tape.rarely(chances.agents) === 1) {
      const does = AGENTS_MEDDLE[tape.pick(tape.pick(3) === 0 ? 5 : 3)] ?? 'tag';
      events.push({ kind: 'agent', organization, ticket: tape.pick(3), does, atMs: later() });
    }
    if (tape.rarely(chances.desk) === 1) events.push(deskEventOf(tape, conversation, organization, later));
    if (tape.rarely(chances.trouble) === 1) events.push(troubleOf(tape, organization, later));
  }
  if (alwaysRestores || tape.rarely(RESTORES) === 1) {
    const place = 2 + tape.pick(Math.max(1, events.length - 2));
    const at = events[place - 1]?.atMs ?? atMs;
    events.splice(place, 0, { kind: 'restore', back: 1 + tape.pick(4), atMs: at + 90 });
  }
  return { setting, events };
}

/** How likely each kind of event is after a fact; most stories have few kinds. */
interface Chances {
  readonly trouble: number;
  readonly desk: number;
  readonly agents: number;
  /** That what is told is about messages told before. */
  readonly amendments: number;
}

/** What parks tickets, and what people do about it. */
function deskEventOf(
  tape: Tape,
  conversation: number,
  organization: number,
  later: () => number,
): StoryEvent {
  switch (tape.pick(6)) {
    case 0:
    case 1:
      return { kind: 'refusal', organization, on: true, atMs: later() };
    case 2:
      return { kind: 'refusal', organization, on: false, atMs: later() };
    case 3:
      return { kind: 'agent', organization, ticket: tape.pick(2), does: 'deletes', atMs: later() };
    case 4:
      return { kind: 'desk', conversation, does: 'retry', atMs: later() };
    default:
      return { kind: 'desk', conversation, does: 'ignore', atMs: later() };
  }
}

function troubleOf(tape: Tape, organization: number, later: () => number): StoryEvent {
  if (tape.pick(3) === 2) return { kind: 'recovery', organization, atMs: later() };
  const what = TROUBLES[tape.pick(TROUBLES.length)] ?? 'unauthorised';
  return { kind: 'trouble', organization, what, atMs: later() };
}

function asideOf(
  tape: Tape,
  conversation: number,
  organization: number,
  later: () => number,
): StoryEvent | undefined {
  switch (tape.rarely(0.35, 9)) {
    case 1:
      return { kind: 'repeat', conversation, back: tape.pick(4), atMs: later() };
    case 2:
      return { kind: 'ask-again', conversation, back: tape.pick(4), atMs: later() };
    case 3:
      return { kind: 'gate', organization, open: tape.pick(2) === 1, atMs: later() };
    case 4:
      return { kind: 'customer', conversation, blocked: tape.pick(2) === 0, atMs: later() };
    case 5:
    case 6:
      return {
        kind: 'agent',
        organization,
        ticket: tape.pick(2),
        does: AGENT_DOES[tape.pick(tape.rarely(0.2) === 1 ? 6 : 4)] ?? 'tag',
        atMs: later(),
      };
    case 7:
      return { kind: 'reassociate', conversation, atMs: later() };
    case 8:
      return {
        kind: 'clock-jump',
        replica: tape.pick(2),
        ms: tape.pick(2) === 0 ? 7_200_000 : -7_200_000,
        atMs: later(),
      };
    case 9:
      return { kind: 'scale', up: tape.pick(2) === 0, atMs: later() };
    default:
      return undefined;
  }
}
