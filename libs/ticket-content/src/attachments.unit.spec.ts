import { parseHtml } from '../test/html';
import { ADA, Conversation, lane, place } from '../test/conversation';
import { TicketModel } from '../test/ticket-model';
import { fileLine, UPLOADS_PER_COMMENT, type AttachmentOutcome } from './attachment';
import type { Attachment } from './transcript';
import { ENGLISH } from './words';

const photo = (id: string, more: Partial<Attachment> = {}): Attachment => ({
  id,
  fileName: `${id}.png`,
  contentType: 'image/png',
  url: `https://files.example/${id}`,
  ...more,
});

const told = () => new Conversation();
const model = (talk: Conversation, firedAt: number) =>
  new TicketModel(talk.entries, lane(firedAt, talk.length));

describe('attachments (K12)', () => {
  it('K12: every comment carries the uploads of its own messages, in their order', () => {
    const talk = told()
      .contact('one', { attachments: [photo('a'), photo('b')] })
      .contact('two')
      .advisor('three', { attachments: [photo('c')] })
      .contact('four', { attachments: [photo('d')] });
    const done = model(talk, 3).run();
    expect(done.ticket.shown.map(({ uploads }) => uploads)).toEqual([
      ['t-1-0', 't-1-1', 't-3-0'],
      undefined,
      ['t-4-0'],
    ]);
  });

  it('K12: what cannot be taken over is named with file, size, reason and link', () => {
    const talk = told().contact('see', { attachments: [photo('a', { fileName: 'in<v>oice.pdf' })] });
    const it = model(talk, 1);
    it.bring = () => ({ kind: 'left-out', fault: 'too-large', size: 31_000_000, limit: 20_971_520 });
    const [comment] = it.run().ticket.shown;
    expect(parseHtml(comment?.html ?? '').paragraphs[1]).toBe(
      'see\nAttachment not taken over: in<v>oice.pdf (image/png, 31 MB): too large, the limit is 21 MB https://files.example/a',
    );
    expect(comment).not.toHaveProperty('uploads');
  });

  it.each([
    ['refused-type', 'files of this type are refused'],
    ['expired', 'expired, the platform does not give it out any more'],
    ['unreachable', 'could not be fetched'],
    ['address-refused', 'its address may not be fetched'],
    ['wrong-content', 'its address answers with a web page'],
    ['refused-by-zendesk', 'refused by Zendesk'],
    ['missing', 'came without address or content'],
  ] as const)('K12: the comment says why: %s', (fault, words) => {
    const line = fileLine(photo('a'), { kind: 'left-out', fault }, ENGLISH);
    expect(line).toBe(`Attachment not taken over: a.png (image/png): ${words} https://files.example/a`);
  });

  it('K12: nothing is written before the outcome of its files is known', () => {
    const talk = told().contact('one', { attachments: [photo('a')] });
    const next = model(talk, 1).next();
    expect(next).toEqual({
      kind: 'attachments-due',
      due: [{ at: place(1), ordinal: 0, attachment: photo('a') }],
    });
  });

  it('K12: a file that must be tried again does not hold up the messages before it', () => {
    const talk = told()
      .contact('one')
      .contact('two', { attachments: [photo('a')] });
    const it = model(talk, 2);
    it.outcomes.set('1/2/0', { kind: 'waiting' });
    const first = it.next();
    expect(first).toMatchObject({ kind: 'create', achieved: { position: place(1) } });
    it.apply(first);
    expect(it.next()).toMatchObject({ kind: 'attachments-due', due: [{ at: place(2) }] });
  });

  it('K12, K5: a comment holds a bounded number of uploads, a message of many files all of them', () => {
    const many = (id: string, count: number) => ({
      attachments: Array.from({ length: count }, (_, index) => photo(`${id}${index}`)),
    });
    const talk = told().contact('a', many('a', 12)).contact('b', many('b', 12)).contact('c', many('c', 40));
    const { ticket } = model(talk, 3).run();
    expect(ticket.shown.map(({ uploads }) => uploads?.length)).toEqual([12, 12, 40, undefined]);
    expect(UPLOADS_PER_COMMENT).toBeLessThan(24);
  });

  it('K12, K6: the files of a split message hang on its first part', () => {
    const talk = told()
      .contact('one')
      .contact('parcel '.repeat(20_000), { attachments: [photo('a')] });
    const { ticket } = model(talk, 1).run();
    expect(ticket.shown.length).toBeGreaterThan(4);
    expect(ticket.shown.map(({ uploads }) => uploads)).toEqual([
      undefined,
      undefined,
      ['t-2-0'],
      ...ticket.shown.slice(3).map(() => undefined),
    ]);
  });

  it('K12, K9: the files of a message that opens a follow-up are in the follow-up', () => {
    const talk = told()
      .contact('one')
      .closed()
      .contact('two', { attachments: [photo('a')] });
    const { tickets } = model(talk, 1).run();
    expect(tickets[1]?.shown[0]?.uploads).toEqual(['t-3-0']);
  });

  it('K12, K13: a deleted message brings no files, and remarks about one name them only', () => {
    const before = told()
      .contact('one', { attachments: [photo('a')] })
      .deletion(1)
      .contact('two');
    expect(model(before, 3).run().ticket.shown[0]).not.toHaveProperty('uploads');
    const after = told()
      .contact('one')
      .contact('two', { attachments: [photo('a')] })
      .edit(2, 'new')
      .deletion(2);
    const remarks = model(after, 1).run().ticket.shown.slice(3);
    expect(remarks.map(({ uploads }) => uploads)).toEqual(remarks.map(() => undefined));
    expect(remarks[0]?.html).toContain('Attachment: a.png (image/png)');
  });

  it('K12, K3: a reply that got through after all has its files in the public comment, too', () => {
    const talk = told()
      .contact('one')
      .advisor('two', { attachments: [photo('a')], delivery: 'failed' })
      .delivery(2, 'sent');
    const { ticket } = model(talk, 1).run();
    expect(ticket.shown.slice(2).map(({ public: isPublic, uploads }) => [isPublic, uploads])).toEqual([
      [false, ['t-2-0']],
      [true, ['t-3-0']],
    ]);
  });

  it('K12: the same outcomes give the same bytes', () => {
    const talk = told().message(ADA, '', { attachments: [photo('a'), photo('b')] });
    const outcome: AttachmentOutcome = { kind: 'left-out', fault: 'expired' };
    const once = () => {
      const it = model(talk, 1);
      it.bring = ({ ordinal }) => (ordinal === 0 ? outcome : { kind: 'uploaded', token: 't', size: 5 });
      return JSON.stringify(it.run().effects);
    };
    expect(once()).toBe(once());
  });
});
