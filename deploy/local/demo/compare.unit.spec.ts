import { heldDifferences, ticketDifferences } from './compare.mjs';
import { becomesTicket, botSays, replies, says, sendsPicture } from './script.mjs';

const conversation = becomesTicket('a story', {
  id: 'conv-1',
  accountId: 'acc-1',
  contact: { id: 'contact-1' },
  steps: [says('First question'), botSays('A bot says'), replies('It failed', 'failed'), replies('It went')],
  ticket: { mode: 'A', trigger: 'human reply', requester: 'ada@customers.example', tags: ['vip'] },
});
const expected = 'ticket' in conversation.expect ? conversation.expect.ticket : undefined;

const users = [{ id: 1, email: 'ada@customers.example' }];
const context = { users, accountName: 'Acme Support' };
const ticket = {
  id: 10,
  external_id: 'parley:x:0',
  status: 'new',
  tags: ['vip', 'parley'],
  requester_id: 1,
  comments: [
    { plain_body: 'Ada · 09:00\nFirst  question\n\nBot\nA bot says', public: true },
    { plain_body: 'WhatsApp, Acme Support: 4 messages', public: false },
    { plain_body: 'It failed\nnot delivered', public: false },
    { plain_body: 'It went', public: true },
  ],
};

const differences = (change: object = {}, ...more: object[]) =>
  ticketDifferences(
    expected!,
    [{ ...ticket, ...change }, ...more.map((other) => ({ ...ticket, ...other }))],
    context,
  );
const comments = (change: (list: typeof ticket.comments) => typeof ticket.comments) =>
  differences({ comments: change([...ticket.comments]) });

describe('ticketDifferences', () => {
  it('finds none where messages, order, visibility, tags, status and requester are right', () => {
    expect(differences()).toEqual([]);
  });

  it('K15: finds a second ticket, and none', () => {
    expect(differences({}, { id: 11 })).toEqual(['there are 2 tickets instead of one']);
    expect(ticketDifferences(expected!, [], context)).toEqual(['there is no ticket']);
  });

  it('finds a message that is missing', () => {
    expect(comments((list) => list.slice(0, 3))).toEqual(['"It went" is missing']);
  });

  it('finds a message that is there twice', () => {
    expect(comments((list) => [...list, { plain_body: 'It went', public: true }])).toEqual([
      '"It went" is there 2 times',
    ]);
  });

  it('K12: finds a file that does not hang on the comment of its message', () => {
    const told = becomesTicket('a picture', {
      ...conversation,
      steps: [sendsPicture('Look', 'box.png')],
      ticket: { mode: 'A', trigger: 'human reply', requester: 'ada@customers.example', tags: ['vip'] },
    });
    const picture = 'ticket' in told.expect ? told.expect.ticket : undefined;
    const shown = (attachments: readonly { file_name: string }[]) =>
      ticketDifferences(
        picture!,
        [
          {
            ...ticket,
            comments: [{ plain_body: 'Look', public: true, attachments }, ...ticket.comments.slice(1, 2)],
          },
        ],
        context,
      );
    expect(shown([{ file_name: 'box.png' }])).toEqual([]);
    expect(shown([])).toEqual(['"Look" lacks its file box.png']);
  });

  it('finds messages in another order', () => {
    const turned = comments((list) => [{ plain_body: 'It went', public: true }, ...list.slice(0, 3)]);
    expect(turned).toEqual(['"It went" is out of order']);
  });

  it('K4: finds a message that is shown to the wrong people', () => {
    const shown = comments((list) =>
      list.map((comment, index) => (index === 2 ? { ...comment, public: true } : comment)),
    );
    expect(shown).toEqual(['"It failed" should be internal']);
  });

  it('K1: finds that the note about the source is missing', () => {
    expect(comments((list) => list.filter((_, index) => index !== 1))).toEqual([
      'the internal note about the source is missing',
    ]);
  });

  it.each([
    [{ status: 'closed' }, 'status is closed instead of new'],
    [{ tags: ['vip'] }, 'tags is vip instead of parley, vip'],
    [{ requester_id: 2 }, 'requester is nobody instead of ada@customers.example'],
  ])('finds %p', (change, difference) => {
    expect(differences(change)).toEqual([difference]);
  });
});

describe('heldDifferences', () => {
  it('finds none where nothing has left', () => {
    expect(heldDifferences([], 'x@customers.example', users)).toEqual([]);
    expect(heldDifferences([], undefined, [{ id: 3, email: null }])).toEqual([]);
  });

  it('finds a ticket, and a user that was made for the contact', () => {
    expect(heldDifferences([ticket], 'ada@customers.example', users)).toEqual([
      'there is a ticket although a gate holds it',
      'a user ada@customers.example was made',
    ]);
  });
});
