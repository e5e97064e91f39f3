import { BOT, CONNECTED_USER, Conversation, GRACE, lane, REQUESTER, SETTINGS } from '../test/conversation';
import { commentsOf } from '../test/comments';
import { parseHtml } from '../test/html';
import { TicketModel, type Ticket } from '../test/ticket-model';
import type { ContentSettings } from '.';

const told = () => new Conversation();
const model = (talk: Conversation, firedAt: number, settings: Partial<ContentSettings> = {}) =>
  new TicketModel(talk.entries, lane(firedAt, talk.length), { ...SETTINGS, ...settings });

describe('the first write', () => {
  it('K1: one ticket with the whole history up to the firing event, then one internal note', () => {
    const talk = told()
      .bot('Welcome')
      .contact('My parcel never came')
      .advisor('Which one?')
      .contact('The blue one');
    const tickets = model(talk, 3).runTo(3).tickets;
    expect(tickets).toHaveLength(1);
    expect(commentsOf(tickets[0] as Ticket)).toEqual([
      `public ${CONNECTED_USER}: Welcome | My parcel never came | Which one?`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
    const [first, note] = (tickets[0] as Ticket).shown;
    expect(parseHtml(first?.html ?? '').paragraphs[0]).toBe('Welcome (bot) · 2026-11-21 09:30 UTC');
    expect(parseHtml(note?.html ?? '').paragraphs).toContain('Messages: 3');
  });

  it('K1: what came after the firing event stands after the note, even when nothing was written yet', () => {
    const talk = told().contact('one').advisor('two').contact('three');
    expect(commentsOf(model(talk, 2).run().ticket)).toEqual([
      `public ${CONNECTED_USER}: one | two`,
      `internal ${CONNECTED_USER}: (note)`,
      `public ${REQUESTER}: three`,
    ]);
  });

  it('K1, K8: a close inside the history leaves no trace but the final status, in the call of the note', () => {
    const talk = told().contact('one').closed().contact('two').advisor('three').closed();
    const done = model(talk, 5).run();
    expect(done.ticket.status).toBe('closed');
    expect(commentsOf(done.ticket)).toEqual([
      `public ${CONNECTED_USER}: one | two | three`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
    expect(done.effects).toHaveLength(2);
  });

  it('K1: a contact who wrote again, or a reopening, undoes a close of the history', () => {
    expect(model(told().closed().contact('again'), 2).run().ticket.status).toBe('open');
    expect(model(told().contact('one').closed().reopened(), 3).run().ticket.status).toBe('open');
  });

  it('K1: without any message the note opens the ticket, and a close follows it', () => {
    const done = model(told().tags('vip').closed(), 2).run();
    expect(commentsOf(done.ticket)).toEqual([`internal ${CONNECTED_USER}: (note)`]);
    expect(done.ticket.status).toBe('closed');
    expect(done.effects.map(({ kind }) => kind)).toEqual(['create', 'update']);
  });

  it('K2, K4, K7: it carries subject, requester and the tags known at the firing event', () => {
    const talk = told().tags('old').contact('one').tags('Late Delivery', 'vip').tags('later');
    const done = model(talk, 3, { extraTags: ['Social'] }).runTo(3);
    expect(done.effects[0]).toMatchObject({
      kind: 'create',
      class: 'create',
      subject: 'Ada Lovelace via Acme support (WhatsApp)',
      requesterId: REQUESTER,
      tags: ['parley', 'social', 'late_delivery', 'vip'],
    });
  });

  it('K13: before the firing event the latest text stands, or that it was deleted, without the text', () => {
    const talk = told().contact('frist').contact('secret').edit(1, 'first').deletion(2).contact('third');
    expect(commentsOf(model(talk, 5).run().ticket)[0]).toBe(
      `public ${REQUESTER}: first | [message deleted] | third`,
    );
  });

  it('K3, K5: history never mixes visibilities', () => {
    const talk = told().contact('one').message(BOT, 'two').contact('three');
    const done = model(talk, 3, {
      visibility: { contact: 'public', advisor: 'public', bot: 'internal' },
    }).run();
    expect(commentsOf(done.ticket)).toEqual([
      `public ${REQUESTER}: one`,
      `internal ${CONNECTED_USER}: two`,
      `public ${REQUESTER}: three`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
    expect(done.effects.map((effect) => effect.class)).toEqual(['create', 'history', 'history', 'history']);
  });
});

describe('odd messages', () => {
  it('K1: a message without text says so; attachments are named with type and size', () => {
    const talk = told()
      .contact('', { text: '' })
      .contact('see', {
        attachments: [
          {
            id: 'a1',
            fileName: 'in<v>oice.pdf',
            contentType: 'application/pdf',
            size: 12_345,
            url: 'https://f.example/1',
          },
        ],
      })
      .message(GRACE, '', { text: '', html: '<b>bold</b> words' });
    const { paragraphs } = parseHtml(model(talk, 3).run().ticket.shown[0]?.html ?? '');
    expect(paragraphs[1]).toBe('[no text]');
    expect(paragraphs[3]).toBe('see\nAttachment: in<v>oice.pdf (application/pdf, 13 kB)');
  });

  it('X: the same input gives the same answer', () => {
    const talk = told().contact('one').advisor('two').tags('x').closed();
    expect(JSON.stringify(model(talk, 2).run().effects)).toBe(JSON.stringify(model(talk, 2).run().effects));
  });
});
