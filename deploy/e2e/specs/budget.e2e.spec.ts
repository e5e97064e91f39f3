import type { BudgetView } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk, Story, becomesTicket, everythingStillHolds } from '../src';

afterAll(everythingStillHolds);

/** What an administrator sees of the desk's budget. */
async function budgetOf(desk: Desk): Promise<BudgetView> {
  return (await desk.admin.ask('GET', `/v1/organizations/${desk.organizationId}/budget`)) as BudgetView;
}

describe('the budget of an organization', () => {
  it('shows limits as Zendesk tells them, exactly the paused one, and the backlog until it is written', async () => {
    const desk = await Desk.open({ plan: 'team' });
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) =>
      it.contactWrites('Hello').advisorReplies('Hi').contactIsAssociated(desk.organizationId, ada.id),
    );
    await becomesTicket(story, { requester: ada });
    const { buckets } = await budgetOf(desk);
    expect(buckets).toContainEqual(expect.objectContaining({ bucket: 'account', limit: 200, usable: 180 }));
    await desk.zendesk.isDisturbedBy({ kind: 'rate-limit', method: 'PUT', retryAfterSeconds: 15, times: 1 });
    await story.tells((it) => it.contactWrites('Are you there?'));
    const route = 'route:PUT /api/v2/tickets/{id}';
    const paused = await eventually(async () => {
      const view = await budgetOf(desk);
      const isPaused = view.buckets.some(({ pausedForSeconds }) => pausedForSeconds > 0);
      // The report before may still be of the time when the ticket was not there yet.
      return isPaused && view.backlog.tickets === 1 && view.backlog.creates === 0 ? view : undefined;
    });
    expect(paused.buckets.filter(({ pausedForSeconds }) => pausedForSeconds > 0)).toMatchObject([
      { bucket: route, left: 0 },
    ]);
    await becomesTicket(story, { requester: ada });
    const drained = await eventually(async () => {
      const { backlog } = await budgetOf(desk);
      return backlog.tickets === 0 ? backlog : undefined;
    });
    expect(drained).toMatchObject({ creates: 0, drainSeconds: 0 });
  });

  it('is shown to administrators and operators only, and of known organizations only', async () => {
    const desk = await Desk.open({ modes: 'none' });
    const path = `/v1/organizations/${desk.organizationId}/budget`;
    expect(await desk.advisor.send('GET', path)).toMatchObject({ status: 403 });
    const nobody = '/v1/organizations/00000000-0000-5000-8000-000000000000/budget';
    expect(await desk.admin.send('GET', nobody)).toMatchObject({ status: 404 });
  });
});
