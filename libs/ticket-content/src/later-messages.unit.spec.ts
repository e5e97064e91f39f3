import {
  CONNECTED_USER,
  Conversation,
  GRACE_AGENT,
  lane,
  PEOPLE,
  REQUESTER,
  SETTINGS,
} from '../test/conversation';
import { commentsOf } from '../test/comments';
import { parseHtml } from '../test/html';
import { TicketModel } from '../test/ticket-model';
import { COMMENTS_PER_TICKET, type ContentSettings } from '.';

const told = () => new Conversation();
const model = (talk: Conversation, firedAt: number, settings: Partial<ContentSettings> = {}) =>
  new TicketModel(talk.entries, lane(firedAt, talk.length), { ...SETTINGS, ...settings });

describe('later messages', () => {
  const started = (talk: Conversation, settings: Partial<ContentSettings> = {}) =>
    model(talk, 1, settings).runTo(1);
  const after = (done: TicketModel) => commentsOf(done.ticket).slice(2);

  it('K3: a contact’s message is the requester’s, a reply the agent’s with its e-mail, a bot’s the connected user’s', () => {
    const talk = told().contact('one').contact('two').advisor('three').bot('four');
    expect(after(started(talk).runTo(2).runTo(3).runTo(4))).toEqual([
      `public ${REQUESTER}: two`,
      `public ${GRACE_AGENT}: three`,
      `public ${CONNECTED_USER}: four`,
    ]);
  });

  it('K3: asks who an unknown advisor is before it writes as anyone', () => {
    const talk = told().contact('one').advisor('two');
    const unknown = new TicketModel(talk.entries, lane(1, 1), SETTINGS, {
      ...PEOPLE,
      agents: new Map(),
    }).run();
    unknown.lane = { ...unknown.lane, through: { ...unknown.lane.through, offset: 2 } };
    expect(unknown.next()).toEqual({ kind: 'agent-unknown', key: 'grace@example.org' });
    const nobody = new TicketModel(talk.entries, lane(1, 2), SETTINGS, {
      ...PEOPLE,
      agents: new Map([['grace@example.org', null]]),
    }).run();
    expect(commentsOf(nobody.ticket).at(-1)).toBe(`public ${CONNECTED_USER}: two`);
    expect(parseHtml(nobody.ticket.shown.at(-1)?.html ?? '').paragraphs[0]).toContain(
      'Grace Hopper (advisor)',
    );
  });

  it('K5: what waits together goes as one comment, the requester’s only when all of it is the contact’s', () => {
    const talk = told().contact('one').contact('two').contact('three').advisor('four');
    expect(after(started(talk).runTo(3).runTo(4))).toEqual([
      `public ${REQUESTER}: two | three`,
      `public ${GRACE_AGENT}: four`,
    ]);
    expect(after(started(talk).runTo(4))).toEqual([`public ${CONNECTED_USER}: two | three | four`]);
  });

  it('K5: the traces of all merged messages go with the call', () => {
    const talk = told().contact('one').contact('two').tags('vip').contact('three');
    const done = started(talk).runTo(4);
    expect(done.effects.at(-1)?.traceparents).toEqual(
      talk.entries.slice(1).map((entry) => entry.traceparent),
    );
  });

  it('K3: a reply that was not delivered becomes an internal comment that says so', () => {
    const talk = told()
      .contact('one')
      .advisor('two', { delivery: 'failed' })
      .advisor('three', { delivery: 'pending' })
      .delivery(3, 'failed');
    const done = started(talk).runTo(2).runTo(3).runTo(4);
    expect(after(done)).toEqual([
      `internal ${GRACE_AGENT}: two`,
      `public ${GRACE_AGENT}: three`,
      `internal ${CONNECTED_USER}: three`,
    ]);
    expect(parseHtml(done.ticket.shown.at(-1)?.html ?? '').paragraphs[0]).toContain('not delivered');
  });

  it('K3: a reply that got through after all is shown as a reply', () => {
    const talk = told()
      .contact('one')
      .advisor('two', { delivery: 'failed' })
      .delivery(2, 'sent')
      .delivery(2, 'sent');
    expect(after(started(talk).runTo(2).runTo(4))).toEqual([
      `internal ${GRACE_AGENT}: two`,
      `public ${GRACE_AGENT}: two`,
    ]);
  });

  it('K4: notes of the platform are left out, or internal', () => {
    const talk = told().contact('one').note('angry customer').contact('two');
    expect(after(started(talk).run().runTo(3))).toEqual([`public ${REQUESTER}: two`]);
    expect(after(started(talk, { syncNotes: true, visibility: SETTINGS.visibility }).runTo(3))).toEqual([
      `internal ${GRACE_AGENT}: angry customer`,
      `public ${REQUESTER}: two`,
    ]);
  });

  it('K13: an edit or a deletion is an internal comment', () => {
    const talk = told().contact('one').contact('two').edit(2, 'too').deletion(1).deletion(1);
    const done = started(talk).runTo(2).runTo(5);
    expect(after(done)).toEqual([
      `public ${REQUESTER}: two`,
      `internal ${CONNECTED_USER}: too | [message deleted]`,
    ]);
  });

  it('K6: 60 kB a comment, split at message borders, and one longer message at words, resumed as it was cut', () => {
    const talk = told()
      .contact('one')
      .contact('a'.repeat(40_000))
      .contact('b'.repeat(40_000))
      .contact('c '.repeat(70_000), { messageId: 'long' })
      .contact('d');
    const done = started(talk).runTo(talk.length);
    const { shown } = done.ticket;
    expect(shown.every(({ html }) => Buffer.byteLength(html) <= 60_000)).toBe(true);
    expect(shown).toHaveLength(2 + 2 + 3 + 1);
    expect(shown.slice(4, 7).map(({ html }) => parseHtml(html).paragraphs[0])).toEqual(
      [1, 2, 3].map((part) => `Ada Lovelace · 2026-11-21 09:30 UTC · part ${part} of 3`),
    );
  });

  it('K6: parts already cut stay as they are when settings change between them', () => {
    const talk = told().contact('one').contact('c '.repeat(50_000), { sentAt: '2026-11-21T09:30:00Z' });
    const first = started(talk);
    first.lane = { ...first.lane, through: { ...first.lane.through, offset: 2 } };
    first.apply(first.next());
    const moved = new TicketModel(talk.entries, first.lane, {
      ...SETTINGS,
      timeZone: { offsetMinutesAt: () => 600 },
    });
    const [, second] = first.lane.achieved.pinned?.parts ?? [];
    expect(moved.next()).toMatchObject({
      kind: 'update',
      comment: { html: second, authorId: REQUESTER, public: true },
    });
  });

  it('K6: at 4,900 comments the ticket is closed and a follow-up goes on', () => {
    const talk = told().contact('one').contact('two');
    const done = started(talk).agentSets({ comments: COMMENTS_PER_TICKET }).runTo(2);
    expect(done.tickets.map(({ status }) => status)).toEqual(['closed', 'open']);
    expect(commentsOf(done.ticket)).toEqual([
      `public ${REQUESTER}: two`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
  });

  it('K7: tags go as the exact difference, together with the messages', () => {
    const talk = told().tags('a', 'b').contact('one').contact('two').tags('b', 'C c');
    const done = model(talk, 2)
      .runTo(2)
      .agentSets({ tags: ['parley', 'a', 'b', 'agents'] })
      .runTo(4);
    expect(done.effects.at(-1)).toMatchObject({
      comment: { public: true },
      tags: { add: ['c_c'], remove: ['a'] },
    });
    expect(done.ticket.tags).toEqual(['parley', 'b', 'agents', 'c_c']);
  });

  it('K8: closing goes last and in the same call', () => {
    const talk = told().contact('one').contact('two').tags('vip').closed();
    const done = started(talk).runTo(4);
    expect(done.effects.at(-1)).toMatchObject({
      class: 'close',
      status: 'closed',
      tags: { add: ['vip'] },
      comment: { public: true },
    });
    expect(done.ticket.status).toBe('closed');
  });

  it('K8: solved takes the connected user as assignee where there is none', () => {
    const talk = told().contact('one').closed();
    expect(started(talk, { closeAs: 'solved' }).runTo(2).ticket).toMatchObject({
      status: 'solved',
      assigneeId: CONNECTED_USER,
    });
    const assigned = started(talk, { closeAs: 'solved' }).agentSets({ assigneeId: 77 }).runTo(2);
    expect(assigned.ticket).toMatchObject({ status: 'solved', assigneeId: 77 });
  });

  it('K8: reopening opens a solved ticket and leaves any other', () => {
    const talk = told().contact('one').closed().reopened();
    expect(started(talk, { closeAs: 'solved' }).runTo(2).runTo(3).ticket.status).toBe('open');
    expect(started(talk).agentSets({ status: 'pending' }).runTo(1).ticket.status).toBe('pending');
    expect(started(talk).runTo(2).runTo(3).tickets).toHaveLength(1);
  });

  it('K8: after the firing event no call crosses a close', () => {
    const talk = told().contact('one').contact('two').closed().contact('three').closed();
    const done = started(talk).runTo(5);
    expect(done.tickets).toHaveLength(2);
    expect(done.tickets.map(({ status }) => status)).toEqual(['closed', 'closed']);
    expect(done.ticket).toMatchObject({ sourceTicketId: 100 });
    expect(commentsOf(done.ticket)).toEqual([
      `public ${REQUESTER}: three`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
  });

  it('K9: only a message opens a follow-up of a closed ticket; tags that came meanwhile go with it', () => {
    const talk = told()
      .tags('old')
      .contact('one')
      .tags('new')
      .deletion(2)
      .reopened()
      .note('hm')
      .contact('two')
      .edit(7, 'too');
    const closed = model(talk, 2, { syncNotes: true }).runTo(2).agentSets({ status: 'closed' }).runTo(6);
    expect(closed.tickets).toHaveLength(1);
    const done = closed.runTo(8);
    expect(done.tickets).toHaveLength(2);
    expect(done.effects.find(({ kind }) => kind === 'follow-up')).toMatchObject({
      sourceTicketId: 100,
      tags: ['parley', 'new'],
    });
    expect(commentsOf(done.ticket)).toEqual([
      `public ${REQUESTER}: two`,
      `internal ${CONNECTED_USER}: (note)`,
      `internal ${CONNECTED_USER}: too`,
    ]);
  });

  it.each(['solved', 'pending', 'hold'] as const)(
    'K10: a contact’s message opens a %s ticket; nothing else does',
    (status) => {
      const talk = told().contact('one').advisor('two').tags('vip').contact('three');
      const done = started(talk).agentSets({ status }).runTo(3);
      expect(done.ticket.status).toBe(status);
      expect(done.runTo(4).ticket.status).toBe('open');
    },
  );

  it('T10: an association’s open ticket takes the newer requester, a Mode B or frozen one does not', () => {
    const talk = told().contact('one').contact('two');
    const again = (change: object) => {
      const before = started(talk);
      const people = { ...PEOPLE, requesterId: 502 };
      return new TicketModel(talk.entries, { ...before.lane, ...change }, SETTINGS, people);
    };
    expect(again({}).next()).toMatchObject({ kind: 'update', requesterId: 502 });
    expect(again({ mode: 'B' }).next()).toEqual({ kind: 'nothing' });
    expect(again({ frozen: true }).next()).toEqual({ kind: 'nothing' });
  });
});
