import type { Entry } from '@parley/ticket-content';
import { eventually } from '@parley/testing';
import { message, ORGANIZATION, place, textsOf } from '../../test/writer-world';
import { WriterStage, type StagedConversation, type TrueTicket } from '../../test/writer-stage';

const deletion = (offset: number, of: number): Entry => ({
  kind: 'deletion',
  at: place(offset),
  messageId: `m-${of}`,
});

/** What agents, automations and the error desk do to tickets, against the Zendesk sandbox. */
describe('tickets that others change', () => {
  let stage: WriterStage;
  beforeAll(async () => {
    stage = await WriterStage.open();
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.begin({ redactDeleted: true }));
  afterEach(() => stage.stopRunners());

  const begun = async (): Promise<{ talk: StagedConversation; ticket: TrueTicket }> => {
    const talk = await (await stage.conversation()).tell(message(1, 'one'));
    const [ticket] = await talk.brought();
    if (ticket === undefined) throw new Error('no ticket was made');
    return { talk, ticket };
  };
  const agent = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    stage.sandbox.call(method, `/api/v2/tickets/${path}`, body);
  const parked = (talk: StagedConversation) =>
    eventually(
      async () => {
        const [lane] = await stage.writer.database.query<{ reason: string; parked_effect: string }>(
          `select reason, parked_effect from lane where ticket_key = $1 and state = 'parked' and lease_until is null`,
          [talk.ticketKey],
        );
        return lane;
      },
      { describe: 'the lane to be parked', timeoutMs: 30_000 },
    );
  const lane = (talk: StagedConversation) => ({ organizationId: ORGANIZATION, ticketKey: talk.ticketKey });

  it.each([
    ['on a calm day', undefined],
    ['with a reset after applying', 'reset-after'],
    ['with a reset before applying', 'reset-before'],
  ])(
    'K11: a deleted ticket parks, and "retry" makes one new ticket with the whole history (%s)',
    async (_, kind) => {
      stage.run();
      const { talk, ticket } = await begun();
      await agent('DELETE', String(ticket.id));
      await talk.tell(message(2, 'two'));
      expect(await parked(talk)).toMatchObject({ reason: 'ticket-deleted' });
      if (kind !== undefined) await stage.fault({ kind, method: 'POST', path: '/api/v2/tickets' });
      await stage.writer.order([{ kind: 'retry', ...lane(talk) }]);
      const made = (await talk.brought()).filter(({ id }) => id !== ticket.id);
      expect(made.map(({ external_id }) => external_id)).toEqual([`parley:${talk.ticketKey}:1`]);
      expect(made[0]?.comments.flatMap(({ html_body }) => textsOf(html_body))).toEqual([
        'one',
        'two',
        '(note)',
      ]);
    },
  );

  it('K11: a merged ticket is followed to its target', async () => {
    stage.run();
    const { talk, ticket } = await begun();
    const other = await begun();
    await agent('POST', `${other.ticket.id}/merge`, { ids: [ticket.id] });
    await talk.tell(message(2, 'two'));
    await talk.brought();
    const [target] = await stage.tickets(other.talk.ticketKey);
    expect(target?.comments.at(-1)).toMatchObject({ author_id: talk.requesterId });
    expect(textsOf(target?.comments.at(-1)?.html_body ?? '')).toEqual(['two']);
    expect(await stage.tickets(talk.ticketKey)).toHaveLength(1);
  });

  it.each([undefined, 'reset-after', 'reset-before', 'status-after'])(
    'K13: a deleted message is redacted in its merged comment, once (%s)',
    async (kind) => {
      const runner = stage.run();
      const { talk } = await begun();
      await runner.stop();
      await talk.tell(message(2, 'secret <1>'), message(3, 'secret <1>'));
      stage.run();
      await talk.brought();
      if (kind !== undefined)
        await stage.fault({ kind, method: 'PUT', path: '/api/v2/comment_redactions/*', status: 500 });
      await talk.tell(deletion(4, 2));
      expect(await talk.texts()).toEqual([
        ['one', '(note)', '▇'.repeat(10), 'secret &lt;1&gt;', '[message deleted]'],
      ]);
      expect((await stage.effects(talk.ticketKey)).filter((effect) => effect === 'redact done')).toHaveLength(
        1,
      );
    },
  );

  it('K13: a message in a closed ticket is redacted there, and no follow-up is opened for it', async () => {
    stage.run();
    const { talk } = await begun();
    await talk.tell(message(2, 'secret'), { kind: 'closed', at: place(3) });
    await talk.brought();
    await talk.tell(deletion(4, 2));
    expect(await talk.texts()).toEqual([['one', '(note)', '▇'.repeat(6)]]);
  });

  it('G8 X3: what Zendesk refuses parks this lane alone; let go, it leaves a note and the rest goes on', async () => {
    stage.run();
    const { talk, ticket } = await begun();
    const other = await begun();
    const refusal = {
      error: 'RecordInvalid',
      details: { base: [{ description: 'no', error: 'InvalidValue' }] },
    };
    await stage.fault({
      kind: 'status',
      status: 422,
      body: JSON.stringify(refusal),
      method: 'PUT',
      path: `/api/v2/tickets/${ticket.id}`,
    });
    await talk.tell(message(2, 'two'));
    const { reason, parked_effect: effectId } = await parked(talk);
    expect(reason).toBe('rejected-by-zendesk');
    await talk.tell(message(3, 'three'));
    await other.talk.tell(message(2, 'two'));
    expect(await other.talk.texts()).toEqual([['one', '(note)', 'two']]);
    await stage.fault({ kind: 'reset-after', method: 'PUT', path: '/api/v2/tickets/*' });
    const ignored = { by: 'Grace', at: '2026-11-21T10:00:00Z', note: 'not needed' };
    await stage.writer.order([{ kind: 'ignore', ...lane(talk), effectId, ignored }]);
    expect(await talk.texts()).toEqual([['one', '(note)', '(note)', 'three']]);
    expect(await stage.effects(talk.ticketKey)).toContain('comment ignored');
  });

  it('K9: goes on in a follow-up of what Zendesk’s automation closed, with the tags of agents', async () => {
    await stage.begin({ closeAs: 'solved' });
    stage.run();
    const { talk, ticket } = await begun();
    await agent('PUT', `${ticket.id}/tags`, { tags: ['by_agent'] });
    await talk.tell({ kind: 'tags', at: place(2), tags: ['vip'] }, { kind: 'closed', at: place(3) });
    expect((await talk.brought())[0]?.status).toBe('solved');
    await stage.sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 5 * 86_400 });
    await talk.tell({ kind: 'tags', at: place(4), tags: ['new'] }, message(5, 'two'));
    const [closed, followUp] = await talk.brought();
    expect(closed?.status).toBe('closed');
    expect(followUp?.via_followup_source_id).toBe(closed?.id);
    expect([...(followUp?.tags ?? [])].sort()).toEqual(['by_agent', 'new', 'parley']);
  });
});
