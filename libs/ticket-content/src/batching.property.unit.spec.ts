import fc from 'fast-check';
import { Conversation, lane, place, SETTINGS } from '../test/conversation';
import { parseHtml } from '../test/html';
import { TicketModel, type Ticket } from '../test/ticket-model';
import { COMMENT_BYTES, isAfter, type ContentSettings } from '.';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 150);

type Telling = (talk: Conversation) => void;

// Long texts take most of the time: about as many of them in a long run as in a short one.
const text = fc.oneof(
  {
    weight: Math.max(60, Math.floor(RUNS / 15)),
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 30_000, max: 130_000 }).map((length) => 'é<b> '.repeat(length / 8)),
  },
);

const telling: fc.Arbitrary<Telling> = fc.oneof(
  {
    weight: 4,
    arbitrary: text.map(
      (said): Telling =>
        (talk) =>
          talk.contact(said),
    ),
  },
  {
    weight: 2,
    arbitrary: text.map(
      (said): Telling =>
        (talk) =>
          talk.advisor(said),
    ),
  },
  {
    weight: 1,
    arbitrary: text.map(
      (said): Telling =>
        (talk) =>
          talk.bot(said),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Telling>((talk) => talk.note('note')) },
  {
    weight: 2,
    arbitrary: fc.subarray(['a', 'b', 'C c', 'd']).map(
      (tags): Telling =>
        (talk) =>
          talk.tags(...tags),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(6).map(
      (back): Telling =>
        (talk) =>
          talk.edit(Math.max(1, talk.length - back), 'edited'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(6).map(
      (back): Telling =>
        (talk) =>
          talk.deletion(Math.max(1, talk.length - back)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(6).map(
      (back): Telling =>
        (talk) =>
          talk.delivery(Math.max(1, talk.length - back), 'failed'),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Telling>((talk) => talk.closed()) },
  { weight: 1, arbitrary: fc.constant<Telling>((talk) => talk.reopened()) },
);

const history = fc.array(telling, { minLength: 1, maxLength: 14 }).map((told) => {
  const talk = new Conversation();
  told.forEach((tell) => tell(talk));
  return talk.entries;
});

const settings: fc.Arbitrary<ContentSettings> = fc
  .record({
    syncNotes: fc.boolean(),
    closeAs: fc.constantFrom('closed', 'solved'),
    bot: fc.constantFrom('public', 'internal'),
  })
  .map(({ syncNotes, closeAs, bot }) => ({
    ...SETTINGS,
    syncNotes,
    closeAs,
    visibility: { ...SETTINGS.visibility, bot },
  }));

interface Shown {
  readonly heading: string;
  readonly text: string;
  readonly public: boolean;
}

/** What a reader sees: every message with its visibility, parts put together again, Parley's own notes left out. */
function messagesOf(ticket: Ticket): readonly Shown[] {
  const shown: Shown[] = [];
  for (const comment of ticket.shown) {
    const { paragraphs, errors } = parseHtml(comment.html);
    expect(errors).toEqual([]);
    if (paragraphs.length === 1 || paragraphs[0]?.startsWith('Last message')) continue;
    for (let index = 0; index < paragraphs.length; index += 2) {
      const [heading = '', part] = (paragraphs[index] ?? '').split(' · part ');
      const before = shown.at(-1);
      const said = paragraphs[index + 1] ?? '';
      if (part !== undefined && !part.startsWith('1 of') && before) {
        shown[shown.length - 1] = { ...before, text: before.text + said };
      } else shown.push({ heading, text: said, public: comment.public });
    }
  }
  return shown;
}

/** What calm-day equality compares: everything but the borders of comments and their authors' merging. */
function seen(model: TicketModel) {
  return model.tickets.map((ticket) => ({
    messages: messagesOf(ticket),
    status: ticket.status,
    tags: [...ticket.tags].sort(),
    source: ticket.sourceTicketId,
    notes:
      ticket.shown.length - ticket.shown.filter(({ html }) => parseHtml(html).paragraphs.length > 1).length,
  }));
}

describe('any way to cut the same conversation', () => {
  it('K1, K5, K8, K9: brings the same tickets, messages, order, visibility, tags and status', () => {
    fc.assert(
      fc.property(
        history,
        settings,
        fc.nat(),
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (entries, set, fired, cuts, page) => {
          const firedAt = 1 + (fired % entries.length);
          const end = entries.length;
          const calm = new TicketModel(entries, lane(firedAt, firedAt), set);
          for (let offset = firedAt; offset <= end; offset += 1) calm.runTo(offset);
          const late = new TicketModel(entries, lane(firedAt, firedAt), set, undefined, page);
          for (const cut of cuts.map((cut) => firedAt + (cut % (end - firedAt + 1))).sort((a, b) => a - b))
            late.runTo(cut);
          late.runTo(end);
          expect(seen(late)).toEqual(seen(calm));
          expect(late.lane.achieved.position).toEqual(place(end));
          expect(late.lane.achieved.history).toBe('done');
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('K4, K5, K6: no comment is too large, mixes visibilities or shows a note in public', () => {
    fc.assert(
      fc.property(history, settings, fc.nat(), (entries, set, fired) => {
        const firedAt = 1 + (fired % entries.length);
        const model = new TicketModel(entries, lane(firedAt, entries.length), set).run();
        for (const comment of model.tickets.flatMap(({ shown }) => shown)) {
          expect(Buffer.byteLength(comment.html)).toBeLessThanOrEqual(COMMENT_BYTES);
          const headings = parseHtml(comment.html).paragraphs.filter((_, index) => index % 2 === 0);
          const isInternalOnly = (heading: string) =>
            /· (?:internal note|not delivered|edited|deleted)/.test(heading);
          if (comment.public) expect(headings.some(isInternalOnly)).toBe(false);
        }
        for (const effect of model.effects)
          expect(isAfter(effect.through, place(entries.length))).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });
});
