import fc from 'fast-check';
import { CONNECTED_USER, Conversation, lane, place, REQUESTER, SETTINGS } from '../test/conversation';
import { commentsOf } from '../test/comments';
import { REDACTED, TicketModel } from '../test/ticket-model';
import type { ContentSettings } from '.';

const told = () => new Conversation();
const model = (
  talk: Conversation,
  firedAt: number,
  settings: Partial<ContentSettings> = {},
  pageSize = 500,
) =>
  new TicketModel(
    talk.entries,
    lane(firedAt, talk.length),
    { ...SETTINGS, ...settings },
    undefined,
    pageSize,
  );
const REDACTING = { redactDeleted: true } as const;

describe('edits and deletions', () => {
  it('K13: before the first write the latest text stands, or "deleted" without the text', () => {
    const talk = told().contact('typo').contact('secret').edit(1, 'no typo').deletion(2).advisor('hm');
    expect(commentsOf(model(talk, 5, REDACTING).run().ticket)[0]).toBe(
      `public ${CONNECTED_USER}: no typo | [message deleted] | hm`,
    );
  });

  it('K13: a deletion redacts the message, its edits and nothing else of their comments, then says so', () => {
    const talk = told().contact('hello').contact('secret').contact('secret').edit(2, 'secret 2').deletion(2);
    const done = model(talk, 1, REDACTING).runTo(1).runTo(3).runTo(4).runTo(5);
    expect(commentsOf(done.ticket)).toEqual([
      `public ${REQUESTER}: hello`,
      `internal ${CONNECTED_USER}: (note)`,
      `public ${REQUESTER}: ${REDACTED} | secret`,
      `internal ${CONNECTED_USER}: ${REDACTED}`,
      `internal ${CONNECTED_USER}: [message deleted]`,
    ]);
  });

  it('K13: a reply that was shown again when it got through is redacted at both places', () => {
    const talk = told()
      .contact('hello')
      .advisor('secret', { delivery: 'failed' })
      .delivery(2, 'sent')
      .deletion(2);
    const done = model(talk, 1, REDACTING).runTo(2).runTo(3).runTo(4);
    expect(JSON.stringify(done.ticket.shown)).not.toContain('secret');
  });

  it('K13: all parts of a message that was split are redacted', () => {
    const talk = told().contact('hello').contact('secret '.repeat(20_000)).deletion(2);
    const done = model(talk, 1, REDACTING).runTo(2).runTo(3);
    expect(JSON.stringify(done.ticket.shown)).not.toContain('secret');
    expect(done.ticket.shown.length).toBeGreaterThan(4);
  });

  it('K13: what waits together with its deletion never leaves', () => {
    const talk = told().contact('hello').contact('secret').edit(2, 'secret 2').contact('bye').deletion(2);
    const done = model(talk, 1, REDACTING).runTo(1).runTo(5);
    expect(JSON.stringify(done.effects)).not.toContain('secret');
  });

  it('K13: a second deletion, or one without the setting, redacts nothing', () => {
    const talk = told().contact('hello').contact('plain').deletion(2).deletion(2);
    const done = model(talk, 1).runTo(2).runTo(4);
    expect(commentsOf(done.ticket).slice(2)).toEqual([
      `public ${REQUESTER}: plain`,
      `internal ${CONNECTED_USER}: [message deleted]`,
    ]);
    const redacting = model(talk, 1, REDACTING).runTo(2).runTo(3);
    redacting.lane = { ...redacting.lane, through: place(4) };
    expect(redacting.next().kind).not.toBe('redact');
  });

  it('K13, K9: a message of a closed ticket is redacted, too, and opens no follow-up', () => {
    const talk = told().contact('hello').contact('secret').closed().deletion(2);
    const done = model(talk, 1, REDACTING).runTo(3).runTo(4);
    expect(done.tickets).toHaveLength(1);
    expect(commentsOf(done.ticket).slice(2)).toEqual([`public ${REQUESTER}: ${REDACTED}`]);
  });

  it('K13: whatever the pages and pauses, no text of a deleted message can be read in the end', () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant('message' as const),
        fc.constant('reply' as const),
        fc.constant('edit' as const),
        fc.constant('delete' as const),
        fc.constant('close' as const),
      ),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(
        steps,
        fc.array(fc.nat(3)),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(20),
        (plan, stops, page, pick) => {
          const talk = told().contact('first');
          const texts = new Map([[1, ['first']]]);
          const messages = [1];
          const deleted = new Set<number>();
          for (const [index, step] of plan.entries()) {
            const of = messages[(pick + index) % messages.length] ?? 1;
            const text = `text-${index}-`;
            if (step === 'message' || step === 'reply') {
              talk[step === 'message' ? 'contact' : 'advisor'](text);
              messages.push(talk.length);
              texts.set(talk.length, [text]);
            } else if (step === 'edit') {
              talk.edit(of, text);
              texts.get(of)?.push(text);
            } else if (step === 'delete') {
              talk.deletion(of);
              deleted.add(of);
            } else talk.closed();
          }
          const done = model(talk, 1, REDACTING, page);
          let offset = 1;
          for (const stop of stops) done.runTo((offset = Math.min(offset + stop, talk.length)));
          done.runTo(talk.length);
          const shown = JSON.stringify(done.tickets.map((ticket) => ticket.shown));
          for (const of of deleted) {
            const after = talk.entries.findIndex(
              (entry) => entry.kind === 'deletion' && entry.messageId === `m-${of}`,
            );
            const before = (texts.get(of) ?? []).filter((text) => {
              const at = talk.entries.findIndex((entry) => 'text' in entry && entry.text === text);
              return at < after;
            });
            for (const text of before) expect(shown).not.toContain(text);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
