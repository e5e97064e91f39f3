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
});
