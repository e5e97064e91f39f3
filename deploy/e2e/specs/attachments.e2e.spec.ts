import { createHash } from 'node:crypto';
import type { Attachment } from '@parley/contracts';
import { aMessage, eventually, FileServer, type ConversationStory } from '@parley/testing';
import {
  becomesTicket,
  Desk,
  everythingStillHolds,
  hasTickets,
  KafkaDoor,
  NOTE,
  Story,
  type DeskOptions,
} from '../src';
import { deadLetterOf } from '../src/dead-letters';
import type { Customer, TrueTicket } from '../src/zendesk-account';

const ADA = 'Ada Lovelace';
const GRACE = 'Grace Hopper (advisor)';
const PICTURE = Buffer.from('89504e470d0a1a0a00ff', 'hex');

let files: FileServer;
beforeAll(async () => {
  files = await FileServer.start();
});
afterAll(async () => {
  try {
    await everythingStillHolds();
  } finally {
    await files.close();
  }
});

/** A conversation that is about to become a ticket. */
async function newStory(options: DeskOptions = {}) {
  const desk = await Desk.open(options);
  return { desk, ada: await desk.hasCustomer(ADA), story: new Story(desk) };
}

const remote = (name: string, content: Buffer = PICTURE): Attachment => ({
  id: name,
  fileName: name,
  contentType: 'image/png',
  url: files.has(`/${encodeURIComponent(name)}`, content),
});
const inline = (name: string, content: Buffer): Attachment => ({
  id: name,
  fileName: name,
  contentType: 'application/pdf',
  contentBase64: content.toString('base64'),
});

/** A message that is shown in public, with the lines about its files. */
const said = (who: string, text: string, ...lines: readonly string[]) =>
  ({ who, text: [text, ...lines].join('\n'), shown: 'public', marks: [] }) as const;
const taken = (name: string, size = '1 kB') => `Attachment: ${name} (image/png, ${size})`;

const namesIn = (ticket: TrueTicket) =>
  ticket.comments.map(({ attachments }) => attachments.map(({ file_name }) => file_name));

/** Hashes of everything that hangs on a ticket, in order. */
async function contentsOf(desk: Desk, ticket: TrueTicket): Promise<readonly string[]> {
  const urls = ticket.comments.flatMap(({ attachments }) =>
    attachments.map(({ content_url }) => content_url),
  );
  return Promise.all(urls.map(async (url) => hashOf(await desk.zendesk.download(url))));
}
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Tells the first half, lets the conversation fire, and tells the rest once its ticket is there. */
async function fires(
  { story, ada }: { readonly story: Story; readonly ada: Customer },
  first: (it: ConversationStory) => ConversationStory,
): Promise<void> {
  await story.tells(first);
  await story.tells((it) => it.advisorReplies(aMessage(`${story.id}-reply`).saying('Hi')));
  await story.isAssociatedWith(ada);
}

describe('attachments', () => {
  it('K12 hang on the comments of their messages, in order: history, later and merged ones', async () => {
    const { desk, ada, story } = await newStory();
    const other = Buffer.from('another picture');
    await fires({ story, ada }, (it) =>
      it.contactWrites(
        aMessage(`${story.id}-1`).saying('Look').carrying(remote('a.png'), remote('März 照片.png', other)),
      ),
    );
    const messages = [said(ADA, 'Look', taken('a.png'), taken('März 照片.png')), said(GRACE, 'Hi')];
    await becomesTicket(story, { requester: ada, messages, historyLength: 2 });
    await desk.zendesk.isDisturbedBy({ kind: 'stall', method: 'PUT', delayMs: 1_500, times: 1 });
    await story.tells((it) => it.contactWrites(aMessage(`${story.id}-2`).saying('One')));
    await desk.zendesk.hasCallUnderWay('PUT');
    await story.tells((it) =>
      it
        .contactWrites(aMessage(`${story.id}-3`).saying('Two').carrying(remote('b.png')))
        .contactWrites(aMessage(`${story.id}-4`).saying('Three').carrying(remote('c.png'))),
    );
    const ticket = await becomesTicket(story, {
      requester: ada,
      messages: [
        ...messages,
        said(ADA, 'One'),
        said(ADA, 'Two', taken('b.png')),
        said(ADA, 'Three', taken('c.png')),
      ],
      historyLength: 2,
    });
    expect(namesIn(ticket)).toEqual([['a.png', 'März 照片.png'], [], [], ['b.png', 'c.png']]);
    expect(await contentsOf(desk, ticket)).toEqual([PICTURE, other, PICTURE, PICTURE].map(hashOf));
  });

  it('K12 come inline over HTTP, large ones too, and the log has their hash only', async () => {
    const { desk, ada, story } = await newStory();
    const large = Buffer.alloc(3 * 1024 * 1024, 'large');
    await fires({ story, ada }, (it) =>
      it.contactWrites(aMessage(`${story.id}-1`).saying('See').carrying(inline('invoice.pdf', large))),
    );
    const ticket = await becomesTicket(story, {
      requester: ada,
      messages: [said(ADA, 'See', 'Attachment: invoice.pdf (application/pdf, 3.1 MB)'), said(GRACE, 'Hi')],
      historyLength: 2,
    });
    expect(namesIn(ticket)).toEqual([['invoice.pdf'], []]);
    expect(await contentsOf(desk, ticket)).toEqual([hashOf(large)]);
  });

  it('K12 that cannot be taken over are named with file, size, reason and link, and their messages are there', async () => {
    const attachments = { maxBytes: 100_000, refuseTypes: ['.exe'] };
    const { desk, ada, story } = await newStory({ configuration: { attachments } });
    const odd = (name: string, url: string): Attachment => ({
      id: name,
      fileName: name,
      contentType: 'image/png',
      url,
    });
    const gone = odd('gone.png', files.url('/gone'));
    const large = odd('large.png', files.has('/large', Buffer.alloc(200_000)));
    const program = odd('run.exe', files.has('/run.exe', PICTURE));
    const inside = odd('inside.png', 'http://169.254.169.254/latest/meta-data/');
    const moved = odd(
      'moved.png',
      files.has('/moved', (reply) =>
        reply.writeHead(302, { location: files.url('/x').replace('127.0.0.1', 'localhost') }).end(),
      ),
    );
    await fires({ story, ada }, (it) =>
      it.contactWrites(
        aMessage(`${story.id}-1`)
          .saying('See')
          .carrying(gone, large, program, inside, moved, remote('good.png')),
      ),
    );
    const left = ({ fileName = '', url = '' }: Attachment, reason: string, size = '') =>
      `Attachment not taken over: ${fileName} (image/png${size}): ${reason} ${url}`;
    const ticket = await becomesTicket(story, {
      requester: ada,
      messages: [
        said(
          ADA,
          'See',
          left(gone, 'expired, the platform does not give it out any more'),
          left(large, 'too large, the limit is 100 kB', ', 200 kB'),
          left(program, 'files of this type are refused'),
          left(inside, 'its address may not be fetched'),
          left(moved, 'its address may not be fetched'),
          taken('good.png'),
        ),
        said(GRACE, 'Hi'),
      ],
      historyLength: 2,
    });
    expect(namesIn(ticket)).toEqual([['good.png'], []]);
    expect(await contentsOf(desk, ticket)).toEqual([hashOf(PICTURE)]);
    expect(files.asked).not.toContain('/x');
  });

  it('K12 K15 are there once when the platform is slow, and answers of the upload and of the comment get lost', async () => {
    const { desk, ada, story } = await newStory();
    await fires({ story, ada }, (it) => it.contactWrites(aMessage(`${story.id}-1`).saying('Hello')));
    const messages = [said(ADA, 'Hello'), said(GRACE, 'Hi')];
    await becomesTicket(story, { requester: ada, messages, historyLength: 2 });
    await desk.zendesk.isDisturbedBy({ kind: 'reset-after', method: 'POST', path: '*/uploads', times: 1 });
    await desk.zendesk.isDisturbedBy({ kind: 'status-after', status: 500, method: 'PUT', times: 1 });
    let tries = 0;
    const url = files.has('/slow.png', (reply) => {
      tries += 1;
      if (tries === 1) reply.writeHead(503).end();
      else reply.writeHead(200, { 'content-type': 'image/png' }).end(PICTURE);
    });
    const file = { id: 'slow', fileName: 'slow.png', contentType: 'image/png', url };
    await story.tells((it) => it.contactWrites(aMessage(`${story.id}-2`).saying('See').carrying(file)));
    const ticket = await becomesTicket(story, {
      requester: ada,
      messages: [...messages, said(ADA, 'See', taken('slow.png'))],
      historyLength: 2,
    });
    expect(namesIn(ticket)).toEqual([[], [], ['slow.png']]);
  });

  it('K12 K13 are redacted with their deleted message, and no others of the comment', async () => {
    const { desk, ada, story } = await newStory({ configuration: { redactDeleted: true } });
    await fires({ story, ada }, (it) => it.contactWrites(aMessage(`${story.id}-1`).saying('Hello')));
    await hasTickets(story, [['Hello', 'Hi', NOTE]]);
    await desk.zendesk.isDisturbedBy({ kind: 'stall', method: 'PUT', delayMs: 1_500, times: 1 });
    await story.tells((it) => it.contactWrites(aMessage(`${story.id}-2`).saying('One')));
    await desk.zendesk.hasCallUnderWay('PUT');
    const secret = aMessage(`${story.id}-3`).saying('Secret').carrying(remote('same.png'), remote('d.png'));
    const kept = aMessage(`${story.id}-4`).saying('Kept').carrying(remote('same.png'));
    await story.tells((it) => it.contactWrites(secret).contactWrites(kept));
    const names = async () => namesIn((await story.desk.zendesk.truth()).tickets[0]!);
    await eventually(async () => {
      expect(await names()).toEqual([[], [], [], ['same.png', 'd.png', 'same.png']]);
      return true;
    });
    await story.tells((it) => it.messageIsDeleted(`${story.id}-3`));
    await eventually(async () => {
      expect(await names()).toEqual([[], [], [], ['redacted.txt', 'redacted.txt', 'same.png'], []]);
      return true;
    });
    expect(JSON.stringify((await story.desk.zendesk.truth()).tickets)).not.toContain('Secret');
  });

  it('K12 that come inline through the Kafka door go to the dead letters with a code', async () => {
    const { story } = await newStory();
    const door = await KafkaDoor.open();
    try {
      const told: Story = new Story(story.desk, { id: 'kafka', publish: (events) => door.publish(events) });
      await told.tells((it) =>
        it.contactWrites(aMessage(`${told.id}-1`).saying('See').carrying(inline('a.pdf', PICTURE))),
      );
      const { id } = told.lastEvent;
      const letter = await deadLetterOf('parley.gateway.inbound', ({ headers }) => headers['ce_id'] === id);
      expect(Object.values(letter.headers)).toContain('inline-attachment-refused');
    } finally {
      await door.close();
    }
  });
});
