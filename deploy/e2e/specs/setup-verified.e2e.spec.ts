import type {
  ConnectionTestView,
  OverviewView,
  TicketOptionsView,
  VerificationView,
} from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk, Story, becomesTicket, everythingStillHolds, isHeld } from '../src';

afterAll(everythingStillHolds);

/** The page that follows the guide's steps, as an administrator sees it. */
async function verified(desk: Desk, conversationId?: string): Promise<VerificationView> {
  const query = conversationId === undefined ? '' : `?conversationId=${conversationId}`;
  const path = `/v1/organizations/${desk.organizationId}/verification${query}`;
  return (await desk.admin.ask('GET', path)) as VerificationView;
}

const statesOf = ({ steps }: VerificationView) => steps.map(({ state }) => state).join(' ');

describe('A7: what was set up', () => {
  it('is followed from the first message to the complete ticket, with the last routings to the team', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const missing = new Story(desk, { id: 'without' });
    await missing.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await isHeld(missing, 'email-missing');
    expect(await verified(desk)).toMatchObject({
      conversationId: missing.id,
      steps: [{ state: 'ok' }, { state: 'waiting', mode: 'B', reason: 'email-missing' }, {}, {}],
      lastRoutings: [{ conversationId: missing.id, email: 'missing' }],
    });
    const email = desk.email('ada');
    const story = new Story(desk, { contact: { name: 'Ada Lovelace', fields: { email } } });
    await story.tells((it) => it.contactWrites('My parcel never came.').isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: email });
    await story.tells((it) => it.contactWrites('Is anybody there?'));
    await becomesTicket(story, { requester: email });
    await eventually(async () => statesOf(await verified(desk)) === 'ok ok ok ok', { timeoutMs: 45_000 });
    const view = await verified(desk, story.id);
    expect(view.history).toMatchObject({ expected: view.history?.marked, comments: 3 });
    expect(view.lastRoutings.map(({ email: what }) => what)).toEqual(['valid', 'missing']);
  });

  it('K2, K4: can be chosen from what that Zendesk has, with a warning of triggers that mail', async () => {
    const desk = await Desk.open();
    const path = `/v1/organizations/${desk.organizationId}/ticket-options`;
    const options = (await desk.admin.ask('GET', path)) as TicketOptionsView;
    expect(options).toMatchObject({ missing: [], brands: [{ default: true }], forms: [{ default: true }] });
    expect(options.groups.map(({ name }) => name)).toEqual(['Support', 'Billing']);
    expect(options.notifyingTriggers.map(({ title }) => title)).toEqual([
      'Notify requester of new proactive ticket',
      'Notify requester and CCs of comment update',
    ]);
  });

  it('A1: is tried out with a sample ticket, once for each request, and everything is seen in the overview', async () => {
    const desk = await Desk.open();
    const path = `/v1/organizations/${desk.organizationId}/connection-test`;
    const body = { sampleTicket: true, requestKey: '11111111-1111-4111-8111-111111111111' };
    const first = (await desk.admin.ask('POST', path, { body })) as ConnectionTestView;
    expect(first).toMatchObject({ ok: true, checks: [{}, {}, { state: 'ok' }, { state: 'ok' }] });
    const second = (await desk.admin.ask('POST', path, { body })) as ConnectionTestView;
    expect(second.ticket).toEqual(first.ticket);
    const { tickets } = await desk.zendesk.truth();
    expect(tickets.map(({ id, status, tags }) => ({ id, status, tags }))).toEqual([
      { id: first.ticket?.zendeskTicketId, status: 'closed', tags: ['parley_test'] },
    ]);
    const overview = (await desk.admin.ask('GET', '/v1/overview')) as OverviewView;
    const mine = overview.organizations.find(({ organizationId }) => organizationId === desk.organizationId);
    expect(mine?.budget.map(({ bucket }) => bucket)).toContain('account');
  });
});
