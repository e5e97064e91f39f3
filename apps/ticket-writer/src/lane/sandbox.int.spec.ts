import { GRACE, message, place, textsOf } from '../../test/writer-world';
import { WriterStage } from '../../test/writer-stage';

describe('lanes against the Zendesk sandbox', () => {
  let stage: WriterStage;
  beforeAll(async () => {
    stage = await WriterStage.open();
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.begin());
  afterEach(() => stage.stopRunners());

  it('K1, K2, K4: makes a ticket with its history and the note', async () => {
    stage.run();
    const talk = await stage.conversation();
    await talk.tell(
      { kind: 'tags', at: place(1), tags: ['Late Delivery'] },
      message(2, 'one'),
      message(3, 'two', GRACE),
    );
    expect(await talk.texts()).toEqual([['one', 'two', '(note)']]);
    const [ticket] = await stage.tickets(talk.ticketKey);
    expect(ticket).toMatchObject({
      subject: 'Ada Lovelace via Acme support (WhatsApp)',
      requester_id: talk.requesterId,
      tags: expect.arrayContaining(['parley', 'late_delivery']),
    });
    expect(ticket?.comments.map(({ public: isPublic }) => isPublic)).toEqual([true, false]);
    expect(await stage.effects(talk.ticketKey)).toEqual(['create done', 'comment done']);
  });

  it('K3: a reply is the agent’s with the advisor’s e-mail address', async () => {
    const { user } = await stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', {
      user: { name: 'Grace Hopper', email: 'grace@example.org', role: 'agent' },
    });
    stage.run();
    const talk = await (await stage.conversation()).tell(message(1, 'one'));
    await talk.brought();
    await talk.tell(message(2, 'two', GRACE));
    const [ticket] = await talk.brought();
    expect(ticket?.comments.map(({ author_id }) => author_id)).toEqual([
      talk.requesterId,
      stage.connectedUserId,
      user.id,
    ]);
  });

  it('K5: merges what waited together', async () => {
    const runner = stage.run();
    const talk = await (await stage.conversation()).tell(message(1, 'one'));
    await talk.brought();
    await runner.stop();
    await talk.tell(message(2, 'two'));
    await talk.tell(message(3, 'three'));
    stage.run();
    const [ticket] = await talk.brought();
    expect(ticket?.comments).toHaveLength(3);
    expect(textsOf(ticket?.comments[2]?.html_body ?? '')).toEqual(['two', 'three']);
  });

  it('K6: splits a long message, and resumes it where it was when the worker is replaced', async () => {
    const text = 'parcel '.repeat(20_000).trim();
    const talk = await (
      await stage.conversation()
    ).tell(message(1, 'one'), message(2, text), message(3, 'three'));
    stage.run({ settings: { ...stage.settings, stepsPerClaim: 1 } });
    const [ticket] = await talk.brought();
    const parts = (ticket?.comments ?? []).slice(1, 4).map(({ html_body }) => textsOf(html_body)[0] ?? '');
    expect(parts.join('')).toBe(text);
    expect((ticket?.comments ?? []).every(({ html_body }) => Buffer.byteLength(html_body) < 64_000)).toBe(
      true,
    );
    expect(await talk.texts()).toEqual([['one', ...parts, 'three', '(note)']]);
  });

  it('K7: brings tags as a difference and keeps what agents change at the same time', async () => {
    stage.run();
    const talk = await (
      await stage.conversation()
    ).tell({ kind: 'tags', at: place(1), tags: ['a', 'b'] }, message(2, 'one'));
    const [before] = await talk.brought();
    await stage.sandbox.call('PUT', `/api/v2/tickets/${before?.id}/tags`, { tags: ['agents'] });
    await talk.tell({ kind: 'tags', at: place(3), tags: ['b', 'c'] }, message(4, 'two'));
    const [ticket] = await talk.brought();
    expect([...(ticket?.tags ?? [])].sort()).toEqual(['agents', 'b', 'c', 'parley']);
  });

  it('K8, K9: closes in the call of the last message, and goes on in a follow-up', async () => {
    stage.run();
    const talk = await (await stage.conversation()).tell(message(1, 'one'));
    await talk.brought();
    await talk.tell(message(2, 'two'), { kind: 'closed', at: place(3) });
    expect((await talk.brought())[0]?.status).toBe('closed');
    expect((await stage.effects(talk.ticketKey)).at(-1)).toBe('close done');
    await talk.tell(message(4, 'three'));
    expect(await talk.texts()).toEqual([
      ['one', '(note)', 'two'],
      ['three', '(note)'],
    ]);
    const [closed, followUp] = await stage.tickets(talk.ticketKey);
    expect(followUp?.via_followup_source_id).toBe(closed?.id);
  });

  it.each([
    ['500 after applying', { kind: 'status-after', status: 500 }],
    ['a reset after applying', { kind: 'reset-after' }],
    ['a reset before applying', { kind: 'reset-before' }],
    ['no answer in time', { kind: 'stall-after', delayMs: 3_000 }],
    ['half an answer', { kind: 'half-answer' }],
  ])('K15: a create and an update with %s make one ticket and one comment', async (_, fault) => {
    await stage.fault({ ...fault, method: 'POST', path: '/api/v2/tickets' });
    stage.run();
    const talk = await (await stage.conversation()).tell(message(1, 'one'));
    expect(await talk.texts()).toEqual([['one', '(note)']]);
    await stage.fault({ ...fault, method: 'PUT', path: '/api/v2/tickets/*' });
    await talk.tell(message(2, 'two'));
    expect(await talk.texts()).toEqual([['one', '(note)', 'two']]);
  });

  it('K15: several workers at once bring every message of many conversations once and in order', async () => {
    const talks = await Promise.all(Array.from({ length: 6 }, () => stage.conversation()));
    for (let worker = 0; worker < 3; worker += 1) stage.run();
    for (let offset = 1; offset <= 5; offset += 1) {
      await Promise.all(talks.map((talk) => talk.tell(message(offset, `text ${offset}`))));
    }
    const texts = await Promise.all(talks.map((talk) => talk.texts()));
    for (const shown of texts) {
      expect(shown).toEqual([['text 1', '(note)', 'text 2', 'text 3', 'text 4', 'text 5']]);
    }
  });

  it('stops without leaving anything unknown, and another worker goes on at once', async () => {
    const talks = await Promise.all(Array.from({ length: 6 }, () => stage.conversation()));
    const runner = stage.run();
    await Promise.all(talks.map((talk) => talk.tell(message(1, 'one'), message(2, 'two'))));
    await runner.stop();
    const open = await stage.writer.database.query(
      `select from effect where state in ('in-flight', 'unknown')`,
    );
    const leased = await stage.writer.database.query(
      `select from lane where lease_until > clock_timestamp()`,
    );
    expect([open.length, leased.length]).toEqual([0, 0]);
    stage.run();
    for (const talk of talks) expect(await talk.texts()).toEqual([['one', 'two', '(note)']]);
  });

  it('keeps nothing of the text in the ledger once it is in Zendesk', async () => {
    stage.run();
    const talk = await (await stage.conversation()).tell(message(1, 'one'));
    await talk.brought();
    const [kept] = await stage.writer.database.query<{ texts: number }>(
      `select count(coalesce(body::text, after))::int as texts from effect where ticket_key = $1`,
      [talk.ticketKey],
    );
    expect(kept?.texts).toBe(0);
  });
});
