import type {
  Achieved,
  AttachmentDue,
  AttachmentOutcome,
  Comment,
  ContentSettings,
  CreateEffect,
  Entry,
  LaneView,
  NextEffect,
  People,
  TicketStatus,
  TicketView,
  TranscriptSlice,
  UpdateEffect,
} from '../src';
import { attachmentKey, comparePositions, isAfter, messageIdOf, nextEffect, summariseHistory } from '../src';
import { PEOPLE, place, SETTINGS } from './conversation';

/** A ticket as Zendesk would show it; `places` tells for each comment which facts its messages show. */
export interface Ticket extends TicketView {
  readonly subject: string;
  readonly sourceTicketId?: number;
  readonly shown: readonly Comment[];
  readonly places: readonly CreateEffect['shows'][];
}

/** What stands where a text was redacted. */
export const REDACTED = '▇';

/** The page of the transcript that a store would give for this lane. */
export function sliceOf(entries: readonly Entry[], lane: LaneView, pageSize: number): TranscriptSlice {
  const due = entries.filter(
    (entry) => isAfter(entry.at, lane.achieved.position) && !isAfter(entry.at, lane.through),
  );
  const page = due.slice(0, pageSize);
  const ids = new Set(page.map(messageIdOf).filter((id) => id !== undefined));
  const horizon =
    [lane.firedAt, ...page.map((entry) => entry.at)].sort(comparePositions).at(-1) ?? lane.firedAt;
  const related = entries.filter((entry) => {
    const id = messageIdOf(entry);
    return id !== undefined && ids.has(id) && !page.includes(entry) && !isAfter(entry.at, horizon);
  });
  return { entries: page, complete: page.length === due.length, related };
}

/** Drives the pure core against tickets in memory, the way ticket-writer does against Zendesk. */
export class TicketModel {
  readonly tickets: Ticket[] = [];
  readonly effects: (CreateEffect | UpdateEffect)[] = [];
  /** What became of the attachments that were due so far. */
  readonly outcomes = new Map<string, AttachmentOutcome>();
  /** What becomes of an attachment that is due: taken, under a token that names its place. */
  bring: (due: AttachmentDue) => AttachmentOutcome = ({ at, ordinal, attachment }) => ({
    kind: 'uploaded',
    token: `t-${at.offset}-${ordinal}`,
    size: attachment.size ?? 1_000,
  });
  lane: LaneView;

  constructor(
    private readonly entries: readonly Entry[],
    lane: LaneView,
    private readonly settings: ContentSettings = SETTINGS,
    private readonly people: People = PEOPLE,
    private readonly pageSize = 500,
  ) {
    this.lane = lane;
  }

  get ticket(): Ticket {
    const ticket = this.tickets.at(-1);
    if (!ticket) throw new Error('no ticket was made');
    return ticket;
  }

  /** Lets the ticket go as far as `offset`, and brings all that is due. */
  runTo(offset: number): this {
    this.lane = { ...this.lane, through: place(offset) };
    return this.run();
  }

  run(): this {
    for (let step = 0; step < 20_000; step += 1) {
      const next = this.next();
      if (next.kind === 'nothing') return this;
      this.apply(next);
    }
    throw new Error('the core never came to an end');
  }

  next(): NextEffect {
    return nextEffect({
      lane: this.lane,
      slice: sliceOf(this.entries, this.lane, this.pageSize),
      history: summariseHistory(this.entries, this.lane.firedAt),
      settings: this.settings,
      people: this.people,
      attachments: this.outcomes,
    });
  }

  apply(next: NextEffect): void {
    switch (next.kind) {
      case 'nothing':
      case 'agent-unknown':
        throw new Error(`${next.kind} cannot be applied`);
      case 'attachments-due':
        for (const due of next.due) this.outcomes.set(attachmentKey(due), this.bring(due));
        break;
      case 'advance':
        this.achieve(next.achieved);
        break;
      case 'create':
      case 'follow-up':
        this.create(next);
        break;
      case 'redact':
        for (const at of next.textsAt) this.redact(at);
        this.achieve(next.achieved);
        break;
      case 'update':
        this.update(next);
    }
  }

  /** Someone in Zendesk changes the newest ticket. */
  agentSets(change: {
    status?: TicketStatus;
    tags?: readonly string[];
    assigneeId?: number;
    comments?: number;
  }): this {
    this.replace({ ...this.ticket, ...change });
    return this;
  }

  private create(effect: CreateEffect): void {
    this.effects.push(effect);
    const ticket: Ticket = {
      id: 100 + this.tickets.length,
      status: 'open',
      tags: effect.tags,
      assigneeId: null,
      requesterId: effect.requesterId,
      comments: 1,
      subject: effect.subject,
      shown: [effect.comment],
      places: [effect.shows],
      ...(effect.sourceTicketId === undefined ? {} : { sourceTicketId: effect.sourceTicketId }),
    };
    this.tickets.push(ticket);
    this.lane = { ...this.lane, ticket, earlierTicketId: effect.sourceTicketId ?? null };
    this.achieve(effect.achieved);
  }

  private update(effect: UpdateEffect): void {
    const before = this.ticket;
    if (before.status === 'closed') throw new Error('closed prevents ticket update');
    this.effects.push(effect);
    const { add = [], remove = [] } = effect.tags ?? {};
    this.replace({
      ...before,
      status: effect.status ?? before.status,
      assigneeId: effect.assigneeId ?? before.assigneeId,
      requesterId: effect.requesterId ?? before.requesterId,
      tags: [...before.tags.filter((tag) => !remove.includes(tag)), ...add],
      comments: before.comments + (effect.comment ? 1 : 0),
      shown: effect.comment ? [...before.shown, effect.comment] : before.shown,
      places: effect.comment ? [...before.places, effect.shows] : before.places,
    });
    this.achieve(effect.achieved);
  }

  /** Makes the paragraph unreadable that shows the text of a fact, wherever it stands. */
  private redact(at: Entry['at']): void {
    for (const [index, ticket] of this.tickets.entries()) {
      const shown = ticket.shown.map((comment, place) => {
        const paragraphs = comment.html.match(/<p dir="auto">.*?<\/p>/gs) ?? [];
        const html = paragraphs.map((paragraph, number) => {
          const showsIt = ticket.places[place]?.[(number - 1) / 2];
          return showsIt && comparePositions(showsIt, at) === 0 ? `<p dir="auto">${REDACTED}</p>` : paragraph;
        });
        return { ...comment, html: html.join('') };
      });
      this.tickets[index] = { ...ticket, shown };
    }
    const newest = this.tickets.at(-1);
    if (newest) this.lane = { ...this.lane, ticket: newest };
  }

  private replace(ticket: Ticket): void {
    this.tickets[this.tickets.length - 1] = ticket;
    this.lane = { ...this.lane, ticket };
  }

  /** What is achieved is stored as JSON between any two steps. */
  private achieve(achieved: Achieved): void {
    this.lane = { ...this.lane, achieved: JSON.parse(JSON.stringify(achieved)) as Achieved };
  }
}
