import { aMessage } from '@parley/testing';
import {
  Desk,
  Story,
  becomesTicket,
  everythingStillHolds,
  type DeskOptions,
  type StoryOptions,
} from '../src';

afterAll(everythingStillHolds);

const ADA = 'Ada Lovelace';
const GRACE = 'Grace Hopper (advisor)';
const said = (who: string, text: string) => ({ who, text, shown: 'public', marks: [] }) as const;

/** A desk with a conversation that has not begun. */
async function newStory(options: DeskOptions = {}, about: StoryOptions = {}) {
  const desk = await Desk.open(options);
  return { desk, ada: await desk.hasCustomer(ADA), story: new Story(desk, about) };
}

describe('the first write', () => {
  it('K1 brings the whole history, bots and undelivered replies included, and a note about the source', async () => {
    const { ada, story } = await newStory();
    const link = 'https://platform.example/messages/7?a=1&b=2';
    await story.tells((it) =>
      it
        .botReplies('Welcome!')
        .contactWrites('Where is my parcel?')
        .noteIsAdded('Be quick.')
        .advisorReplies('In the post.', 'failed')
        .isTagged('Parcel')
        .isClosed()
        .isReopened()
        .advisorReplies(aMessage(`${story.id}-linked`).saying('On its way.').linkedAs(link)),
    );
    await story.isAssociatedWith(ada);
    const ticket = await becomesTicket(story, { requester: ada, tags: ['parcel'], historyLength: 4 });
    expect(ticket.comments.map((comment) => comment.public)).toEqual([true, false, true, false]);
  });

  it('K1 says "no link" where the last message has none', async () => {
    const { ada, story } = await newStory();
    const linked = aMessage(`${story.id}-linked`).linkedAs('https://platform.example/messages/1');
    await story.tells((it) => it.contactWrites(linked).advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada, historyLength: 2 });
  });
});

describe('the subject', () => {
  it('K2 follows the template of the organization, with its tags and priority', async () => {
    const ticket = {
      subject: '[{network}] {contact.handle}: {contact.name}',
      tags: ['Social'],
      priority: 'high',
    } as const;
    const contact = { name: ADA, handle: '@ada' };
    const { ada, story } = await newStory({ configuration: { ticket }, network: 'instagram' }, { contact });
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    const made = await becomesTicket(story, {
      requester: ada,
      subject: '[Instagram] @ada: Ada Lovelace',
      tags: ['social'],
    });
    expect(made.priority).toBe('high');
  });

  it.each([
    ['the handle', { handle: '@somebody', fields: { email: 'some.body@example.org' } }, '@somebody'],
    ["the e-mail's local part", { fields: { email: 'some.body@example.org' } }, 'some.body'],
  ])('K2 calls a contact without a name by %s', async (_what, contact, name) => {
    const { desk, story } = await newStory({ modes: 'B' }, { contact });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    const subject = `${name} via ${desk.accountName} (WhatsApp)`;
    await becomesTicket(story, { requester: contact.fields.email, subject });
  });

  it('K2 calls a contact of whom nothing is known by the id', async () => {
    const { desk, ada, story } = await newStory({}, { contact: {} });
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    const subject = `Contact ${story.contact.id} via ${desk.accountName} (WhatsApp)`;
    await becomesTicket(story, { requester: ada, subject });
  });
});

describe('later messages', () => {
  it('K3 come in order, each as its author: requester, agent with the same e-mail, or the connected user', async () => {
    const { desk, ada, story } = await newStory();
    const { agent } = desk.zendesk;
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    const steps = [
      () => story.tells((it) => it.contactWrites('A question')),
      () =>
        story.tells((it) => it.advisorReplies('An answer', 'sent', { name: agent.name, email: agent.email })),
      () =>
        story.tells((it) =>
          it.advisorReplies('Another', 'sent', { name: 'No Agent', email: 'no@agent.example' }),
        ),
      () => story.tells((it) => it.botReplies('And a bot')),
      () => story.tells((it) => it.advisorReplies('Not delivered', 'failed')),
    ];
    for (const step of steps) {
      await step();
      await becomesTicket(story, { requester: ada });
    }
    const { comments } = await becomesTicket(story, { requester: ada });
    const authors = comments.slice(2).map(({ author_id }) => author_id);
    expect(authors.slice(0, 2)).toEqual([ada.id, agent.id]);
    expect(new Set(authors.slice(2)).size).toBe(1);
  });

  it('K5 merge while Zendesk is slow: one comment for all that waited, nothing twice', async () => {
    const { desk, ada, story } = await newStory();
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    const before = await becomesTicket(story, { requester: ada });
    await desk.zendesk.isDisturbedBy({ kind: 'stall', method: 'PUT', delayMs: 2_000, times: 1 });
    await story.tells((it) => it.contactWrites('First'));
    await desk.zendesk.hasCallUnderWay('PUT');
    await story.tells((it) => it.contactWrites('Second').contactWrites('Third').advisorReplies('Fourth'));
    const after = await becomesTicket(story, { requester: ada });
    expect(after.comments).toHaveLength(before.comments.length + 2);
  });

  it('K5 K15 come once when Zendesk took a comment and its answer got lost', async () => {
    const { desk, ada, story } = await newStory();
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
    await desk.zendesk.isDisturbedBy({ kind: 'reset-after', method: 'PUT', times: 1 });
    await story.tells((it) => it.contactWrites('Once').isTagged('once'));
    await becomesTicket(story, { requester: ada, tags: ['once'] });
    await desk.zendesk.isDisturbedBy({ kind: 'status-after', status: 500, method: 'PUT', times: 1 });
    await story.tells((it) => it.contactWrites('Twice?').isClosed());
    await becomesTicket(story, { requester: ada, tags: ['once'], status: 'closed' });
  });

  it('K15 makes one ticket when Zendesk took it and its answer got lost', async () => {
    const { desk, ada, story } = await newStory();
    await desk.zendesk.isDisturbedBy({ kind: 'reset-after', method: 'POST', path: '*/tickets', times: 1 });
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
  });
});

describe('visibility', () => {
  it('K4 follows the settings of each kind of author; notes are internal where they are wanted', async () => {
    const configuration = {
      visibility: { contact: 'public', advisor: 'internal', bot: 'internal' },
      syncNotes: true,
    } as const;
    const { ada, story } = await newStory({ configuration });
    await story.tells((it) =>
      it.botReplies('Welcome').contactWrites('Hello').noteIsAdded('Careful!').advisorReplies('Hi'),
    );
    await story.isAssociatedWith(ada);
    const internal = { shown: 'internal', marks: [] } as const;
    await becomesTicket(story, {
      requester: ada,
      messages: [
        { who: 'Bot (bot)', text: 'Welcome', ...internal },
        said(ADA, 'Hello'),
        { who: GRACE, text: 'Careful!', shown: 'internal', marks: ['internal note'] },
        { who: GRACE, text: 'Hi', ...internal },
      ],
      messagesNoted: 3,
    });
  });
});

describe('texts', () => {
  const texts = [
    '<script>alert("x")</script> & <b>bold</b> &amp; &lt; "quoted" \'single\'',
    '{{ticket.requester.email}} {% if user %} {{dc.secret}} %}{{',
    '# no heading\n* no list\n[no](https://link.example) `code` **bold**',
    'مرحبا، أين طلبي رقم 4411؟ שלום',
    '👩‍💻👍🏽🏳️‍🌈 Ça marche, 日本語も 𝕏',
    '  spaces  stay   and\n\nempty lines, too\n',
  ];

  it('K6 are shown as they were written: no HTML, Liquid, placeholder or Markdown, right-to-left and emoji whole', async () => {
    const contact = { name: '{{ticket.id}} <b>Karen</b>' };
    const { ada, story } = await newStory({}, { contact });
    await story.tells((it) => it.contactWrites(texts[0]).advisorReplies(texts[1]));
    await story.isAssociatedWith(ada);
    const subject = `{ {ticket.id}} <b>Karen</b> via ${story.desk.accountName} (WhatsApp)`;
    await becomesTicket(story, { requester: ada, subject });
    await story.tells((it) => texts.slice(2).reduce((told, text) => told.contactWrites(text), it));
    await becomesTicket(story, { requester: ada, subject });
  });

  it('K6 of 70 kB are split with a visible mark, and nothing is cut', async () => {
    const { ada, story } = await newStory();
    const line = (index: number) => `line ${index}: <ein> Bär & seine {{Brüder}} 🐻`;
    const long = Array.from({ length: 1_600 }, (_, index) => line(index)).join('\n');
    expect(Buffer.byteLength(long)).toBeGreaterThan(70_000);
    await story.tells((it) => it.contactWrites('It begins').advisorReplies('Go on'));
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites(long).contactWrites('The end'));
    const { comments } = await becomesTicket(story, { requester: ada });
    expect(comments.filter(({ plain_body }) => / · part \d of \d/.test(plain_body)).length).toBeGreaterThan(
      1,
    );
    for (const { html_body } of comments) expect(Buffer.byteLength(html_body)).toBeLessThan(64_000);
  });

  it('K6 of 70 kB are split in the history, too', async () => {
    const { ada, story } = await newStory();
    await story.tells((it) => it.contactWrites('x'.repeat(70_000)).advisorReplies('So long?'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada, historyLength: 2 });
  });

  it('K1 says so where a message has no text', async () => {
    const { ada, story } = await newStory();
    await story.tells((it) =>
      it.contactWrites(aMessage(`${story.id}-photo`).withoutText()).advisorReplies('Nice!'),
    );
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
  });
});
