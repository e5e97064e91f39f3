import { eventually } from '@parley/testing';
import { Desk, everythingStillHolds, hasTickets, isParked, NOTE, parkedAt, Story, theStack } from '../src';

afterAll(everythingStillHolds);

/** An answer of Zendesk's that refuses the data of a call. */
const REFUSAL = {
  kind: 'status',
  status: 422,
  body: JSON.stringify({
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { base: [{ description: 'Channel: is required', error: 'InvalidValue' }] },
  }),
  times: 1,
} as const;

async function fired(desk: Desk, id: string) {
  const customer = await desk.hasCustomer(`Ada ${id}`);
  const story = new Story(desk, { id });
  await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
  await story.isAssociatedWith(customer);
  return story;
}

describe('what Zendesk refuses', () => {
  it('G8 X3 parks that ticket alone; "retry" of the reason tries again with everything that came', async () => {
    const desk = await Desk.open({});
    await desk.zendesk.isDisturbedBy({ ...REFUSAL, method: 'POST', path: '*/tickets' });
    const refused = await fired(desk, 'refused');
    await isParked(refused, 'rejected-by-zendesk');
    await refused.hasStatus({ state: 'parked', reason: 'rejected-by-zendesk' }, refused.events[0]);
    const other = await fired(desk, 'other');
    await hasTickets(other, [['Hello', 'Hi', NOTE]]);
    await refused.tells((it) => it.contactWrites('Still there?'));
    const ordered = await desk.admin.ask('POST', '/v1/parked/retry', {
      body: { filter: { organizationId: desk.organizationId, reason: 'rejected-by-zendesk' } },
    });
    expect(ordered).toEqual({ ordered: 1 });
    await hasTickets(refused, [['Hello', 'Hi', NOTE, 'Still there?']]);
    await eventually(async () => (await parkedAt(desk)).length === 0, { describe: 'nothing to be parked' });
  });

  it('X3 let go with a note: that effect is skipped, the ticket says so, the rest goes on', async () => {
    const desk = await Desk.open({});
    const story = await fired(desk, 'story');
    const [ticket] = await hasTickets(story, [['Hello', 'Hi', NOTE]]);
    await desk.zendesk.isDisturbedBy({ ...REFUSAL, method: 'PUT', path: `*/tickets/${ticket?.id}` });
    await story.tells((it) => it.contactWrites('Too much for Zendesk'));
    const { id } = await isParked(story, 'rejected-by-zendesk');
    await story.tells((it) => it.contactWrites('And now?').isTagged('later'));
    await desk.zendesk.isDisturbedBy({ kind: 'reset-after', method: 'PUT', path: '*/tickets/*', times: 1 });
    const note = 'The customer called <twice>';
    await desk.admin.ask('POST', `/v1/parked/${id}/ignore`, { body: { note } });
    const [after] = await hasTickets(story, [['Hello', 'Hi', NOTE, NOTE, 'And now?']]);
    expect(after?.tags).toContain('later');
    expect(after?.comments.find(({ plain_body }) => plain_body.includes(note))).toMatchObject({
      public: false,
    });
    const explanation = await eventually(
      async () => {
        const told = await story.explanation();
        return told?.state === 'syncing' && told;
      },
      { describe: 'the story to go on' },
    );
    expect(explanation.timeline.map(({ summary }) => summary)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`lets it go: ${note}`),
        expect.stringMatching(/^PUT .*: ignored$/),
      ]),
    );
    expect((await desk.admin.send('POST', `/v1/parked/${id}/ignore`, { body: { note } })).status).toBe(404);
  });

  it('X3 is ordered by administrators and operators only', async () => {
    const desk = await Desk.open({ linked: false });
    expect(theStack().advisorToken).not.toBe('');
    const answer = await desk.advisor.send('POST', '/v1/parked/retry', { body: { filter: {} } });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([403, 'role-not-allowed']);
  });
});
