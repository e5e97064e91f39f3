import { FileServer, SANDBOX_TOKEN } from '@parley/testing';
import type { Attachment, Entry } from '@parley/ticket-content';
import { message } from '../../test/writer-world';
import { WriterStage, type StagedConversation } from '../../test/writer-stage';

const PICTURE = Buffer.from('89504e470d0a1a0a00ff', 'hex');

describe('attachments against the Zendesk sandbox', () => {
  let stage: WriterStage;
  let files: FileServer;
  beforeAll(async () => {
    [stage, files] = await Promise.all([WriterStage.open(), FileServer.start()]);
  });
  afterAll(async () => {
    await stage.close();
    await files.close();
  });
  beforeEach(() => stage.begin());
  afterEach(async () => {
    await stage.stopRunners();
    await stage.sandbox.call('PUT', '/sandbox/settings', {
      uploadTokenMinutes: 60,
      maxAttachmentBytes: 50_000_000,
    });
  });

  const withFiles = (offset: number, text: string, ...attachments: readonly Attachment[]): Entry => ({
    ...message(offset, text),
    ...{ attachments },
  });
  const picture = (id: string, more: Partial<Attachment> = {}): Attachment => ({
    id,
    fileName: `${id}.png`,
    contentType: 'image/png',
    url: files.has(`/${id}`, PICTURE),
    ...more,
  });
  const begun = async (...entries: readonly Entry[]): Promise<StagedConversation> => {
    stage.run();
    return (await stage.conversation()).tell(...entries);
  };
  /** Names of the files of each comment. */
  const namesIn = async (talk: StagedConversation) => {
    const [ticket] = await talk.brought();
    return ticket?.comments.map(({ attachments }) => attachments.map(({ file_name }) => file_name));
  };
  const firstComment = async (talk: StagedConversation) => (await talk.brought())[0]?.comments[0]?.html_body;

  it('K12: the very bytes hang on the comment of their message, in their order', async () => {
    const talk = await begun(
      withFiles(1, 'one', picture('a'), picture('b', { fileName: 'Rechnung März 照片?.png' })),
      message(2, 'two'),
    );
    await talk.brought();
    await talk.tell(withFiles(3, 'three', picture('c')));
    expect(await namesIn(talk)).toEqual([['a.png', 'Rechnung März 照片_.png'], [], ['c.png']]);
    const [attachment] = (await talk.brought())[0]?.comments[0]?.attachments ?? [];
    expect(attachment).toMatchObject({ content_type: 'image/png', size: PICTURE.length });
    const content = await fetch(attachment?.content_url ?? '', {
      headers: { authorization: `Bearer ${SANDBOX_TOKEN}` },
    });
    expect(Buffer.from(await content.arrayBuffer())).toEqual(PICTURE);
  });

  it.each([
    ['expired', (reply) => reply.writeHead(410).end(), 'expired'],
    [
      'too large',
      (reply) => reply.writeHead(200, { 'content-length': 30_000_000 }).write('x'),
      'too large, the limit is 21 MB',
    ],
    [
      'a page to sign in',
      (reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<b>'),
      'answers with a web page',
    ],
    [
      'moved into the private network',
      (reply) => reply.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
      'may not be fetched',
    ],
  ] as const satisfies readonly (readonly [string, Parameters<FileServer['has']>[1], string])[])(
    'K12: a file that is %s is named with its link, and the message is there',
    async (_, answer, reason) => {
      const url = files.has('/odd', answer);
      const talk = await begun(
        withFiles(1, 'one', { id: 'odd', fileName: 'odd.png', contentType: 'image/png', url }),
      );
      const html = await firstComment(talk);
      expect(html).toContain('one');
      expect(html).toContain(reason);
      expect(html).toContain(url);
    },
  );

  it('K12: an inline file comes from the blob store', async () => {
    const blob = await stage.blobs.put(PICTURE);
    const talk = await begun(
      withFiles(
        1,
        'one',
        { id: 'a', contentType: 'image/png', blob },
        { id: 'b', contentType: 'x/y', blob: 'f'.repeat(64) },
      ),
    );
    const [ticket] = await talk.brought();
    expect(ticket?.comments[0]?.attachments).toMatchObject([
      { file_name: 'attachment.png', size: PICTURE.length },
    ]);
    expect(ticket?.comments[0]?.html_body).toContain('Attachment not taken over: b (x/y): expired');
  });

  it('K12: what Zendesk does not take is named, too', async () => {
    await stage.sandbox.call('PUT', '/sandbox/settings', { maxAttachmentBytes: 5 });
    expect(await firstComment(await begun(withFiles(1, 'one', picture('a'))))).toContain('too large');
  });

  it('K12: a token that is too old when its comment comes is found out, and the message goes all the same', async () => {
    await stage.sandbox.call('PUT', '/sandbox/settings', { uploadTokenMinutes: 0.000_01 });
    const talk = await begun(withFiles(1, 'one', picture('a')));
    expect(await firstComment(talk)).toContain('refused by Zendesk');
    expect(await stage.effects(talk.ticketKey)).toEqual([
      'create released',
      'create released',
      'create done',
      'comment done',
    ]);
  });

  const LOST = [
    ['500 after applying', { kind: 'status-after', status: 500 }],
    ['a reset after applying', { kind: 'reset-after' }],
    ['a reset before applying', { kind: 'reset-before' }],
    ['half an answer', { kind: 'half-answer' }],
  ] as const;

  it.each(LOST)('K12, K15: an upload with %s is made again, and its file is there once', async (_, fault) => {
    await stage.fault({ ...fault, method: 'POST', path: '/api/v2/uploads' });
    expect(await namesIn(await begun(withFiles(1, 'one', picture('a'))))).toEqual([['a.png'], []]);
  });

  it.each(LOST)(
    'K12, K15: comments with files whose answer was %s are there once, with their files',
    async (_, fault) => {
      await stage.fault({ ...fault, method: 'POST', path: '/api/v2/tickets' });
      const talk = await begun(withFiles(1, 'one', picture('a')));
      expect(await namesIn(talk)).toEqual([['a.png'], []]);
      await stage.fault({ ...fault, method: 'PUT', path: '/api/v2/tickets/*' });
      await talk.tell(withFiles(2, 'two', picture('b')));
      expect(await namesIn(talk)).toEqual([['a.png'], [], ['b.png']]);
    },
  );

  it('K12: slow files of one conversation do not keep another one waiting', async () => {
    const held: (() => void)[] = [];
    const slow = Array.from({ length: 6 }, (_, index) =>
      files.has(`/slow-${index}`, (reply) =>
        held.push(() => reply.writeHead(200, { 'content-type': 'image/png' }).end('x')),
      ),
    );
    stage.run();
    const talks = await Promise.all(slow.map(() => stage.conversation()));
    await Promise.all(
      talks.map((talk, index) =>
        talk.tell(withFiles(1, 'one', { id: 's', contentType: 'image/png', url: slow[index] ?? '' })),
      ),
    );
    const quick = await (await stage.conversation()).tell(message(1, 'quick'));
    expect(await quick.texts()).toEqual([['quick', '(note)']]);
    for (const [index] of slow.entries()) files.has(`/slow-${index}`, 'x');
    for (const release of held) release();
    for (const talk of talks) expect((await namesIn(talk))?.[0]).toEqual(['attachment.png']);
  });
});
