import type { Page } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk, Story, becomesTicket, everythingStillHolds, isRequestedBy } from '../src';

afterAll(everythingStillHolds);

interface Waiting {
  readonly id: string;
  readonly conversationId: string;
  readonly reason: string;
  readonly candidates?: readonly { readonly zendeskUserId: number; readonly url: string }[];
}

/** A conversation that waits to be associated. */
async function repliedStory(desk: Desk, id: string, contact?: Story['contact']) {
  const story = new Story(desk, { id, ...(contact === undefined ? {} : { contact }) });
  await story.tells((it) => it.contactWrites(`Hello from ${id}`).advisorReplies('Hi'));
  return story;
}

const modeB = (desk: Desk, email: string, id = 'conv') =>
  new Story(desk, { id, contact: { name: 'Ada Lovelace', fields: { email } } });

describe('a suspended customer', () => {
  it('G7 C4 holds every conversation of theirs before the first write, and goes on by itself when that is lifted', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    await desk.zendesk.changesUser(ada.id, { suspended: true });
    const one = await repliedStory(desk, 'one');
    const two = await repliedStory(desk, 'two', one.contact);
    await one.isAssociatedWith(ada);
    for (const story of [one, two]) await story.isBlockedBecause('customer-suspended');
    expect((await desk.zendesk.truth()).tickets).toEqual([]);
    await one.tells((it) => it.contactWrites('Are you there?'));
    await one.isBlockedBecause('customer-suspended');
    await desk.zendesk.changesUser(ada.id, { suspended: false });
    await becomesTicket(one, { requester: ada });
    await becomesTicket(two, { requester: ada });
  });

  it('G7 C4 holds updates as soon as it is noticed, in every conversation, and catches up in order', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const one = await repliedStory(desk, 'one');
    const two = await repliedStory(desk, 'two', one.contact);
    await one.isAssociatedWith(ada);
    const before = [
      await becomesTicket(one, { requester: ada }),
      await becomesTicket(two, { requester: ada }),
    ];
    await desk.zendesk.changesUser(ada.id, { suspended: true });
    for (const story of [one, two]) await story.isBlockedBecause('customer-suspended');
    await one.tells((it) => it.contactWrites('First').advisorReplies('Second').contactWrites('Third'));
    await two.tells((it) => it.contactWrites('Fourth'));
    const unheard = await repliedStory(desk, 'three', one.contact);
    await unheard.isBlockedBecause('customer-suspended');
    expect((await desk.zendesk.truth()).tickets.map(({ comments }) => comments.length)).toEqual(
      before.map(({ comments }) => comments.length),
    );
    await desk.zendesk.changesUser(ada.id, { suspended: false });
    for (const story of [one, two, unheard]) await becomesTicket(story, { requester: ada });
  });

  it('G7 C4 holds whoever notices it first: the ticket that Zendesk refuses, or the look at known customers', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const email = desk.email('ada');
    const known = modeB(desk, email, 'known');
    await known.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    const { requester_id: id } = await becomesTicket(known, { requester: email });
    const next = modeB(desk, email, 'next');
    await next.tells((it) => it.contactWrites('Again'));
    await desk.zendesk.changesUser(id, { suspended: true });
    await next.tells((it) => it.isRoutedTo(desk.teamId));
    for (const story of [next, known]) await story.isBlockedBecause('customer-suspended');
    await desk.zendesk.changesUser(id, { suspended: false });
    for (const story of [next, known]) await becomesTicket(story, { requester: email });
  });
});

describe('a customer who is gone', () => {
  it('C5 is found anew by Mode B when deleted', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const email = desk.email('ada');
    const before = modeB(desk, email, 'before');
    await before.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId).isClosed());
    const { requester_id: gone } = await becomesTicket(before, { requester: email, status: 'closed' });
    await desk.zendesk.deletesUser(gone);
    const after = modeB(desk, email, 'after');
    await eventually(
      async () => (await desk.zendesk.truth()).users.some((user) => user.email === email && user.id !== gone),
      { describe: 'Mode B to find the customer anew', timeoutMs: 45_000 },
    );
    await after.tells((it) => it.contactWrites('Hello again').isRoutedTo(desk.teamId));
    expect((await becomesTicket(after, { requester: email })).requester_id).not.toBe(gone);
  });

  it('C5 is found anew by Mode B when merged: the address is the other one’s by then', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const winner = await desk.hasCustomer('Ada King');
    const email = desk.email('ada');
    const before = modeB(desk, email, 'before');
    await before.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId).isClosed());
    const open = modeB(desk, email, 'open');
    await open.tells((it) => it.contactWrites('Still here').isRoutedTo(desk.teamId));
    await eventually(async () => open.ticketsIn(await desk.zendesk.truth())[0], { timeoutMs: 45_000 });
    // Zendesk gives every ticket of the loser to the winner, so this one does not stay as it was found.
    const loser = await eventually(
      async () =>
        before.ticketsIn(await desk.zendesk.truth()).find(({ status }) => status === 'closed')?.requester_id,
      { describe: 'the first ticket', timeoutMs: 45_000 },
    );
    await desk.zendesk.mergesUser(loser, winner.id);
    await open.tells((it) => it.contactWrites('More'));
    const ticket = await isRequestedBy(open, winner, ['Still here', 'More']);
    expect(ticket.comments.at(-1)?.author_id).toBe(winner.id);
    const after = modeB(desk, email, 'after');
    await after.tells((it) => it.contactWrites('Hello again').isRoutedTo(desk.teamId));
    await becomesTicket(after, { requester: winner });
  });

  it('C5 holds Mode A until somebody associates again', async () => {
    const desk = await Desk.open();
    const [ada, grace] = [await desk.hasCustomer('Ada Lovelace'), await desk.hasCustomer('Grace Hopper')];
    const story = await repliedStory(desk, 'conv');
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
    await desk.zendesk.mergesUser(ada.id, grace.id);
    await story.isBlockedBecause('customer-not-found');
    await story.tells((it) => it.contactWrites('Are you there?'));
    const unheard = await repliedStory(desk, 'other', story.contact);
    await unheard.isBlockedBecause('customer-not-found');
    expect(unheard.ticketsIn(await desk.zendesk.truth())).toEqual([]);
    await story.isAssociatedWith(grace);
    await becomesTicket(unheard, { requester: grace });
    await isRequestedBy(story, grace, ['Hello from conv', 'Hi', 'Are you there?']);
  });
});

describe('several customers with one address', () => {
  it('G7 C3 wait for a choice, which is taken once and remembered', async () => {
    const desk = await Desk.open({ modes: 'B' });
    await desk.zendesk.behaves({ duplicateEmails: true });
    const email = desk.email('ada');
    const [first, second] = [
      await desk.zendesk.hasCustomer('Ada Lovelace', email),
      await desk.zendesk.hasCustomer('Ada King', email),
    ];
    const story = modeB(desk, email, 'ambiguous');
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await story.isBlockedBecause('customer-ambiguous');
    const candidates = [first, second].map(({ id }) => ({
      zendeskUserId: id,
      url: `${desk.zendesk.url}/agent/users/${id}`,
    }));
    expect((await story.explanation())?.candidates).toEqual(candidates);
    const { items } = (await desk.admin.ask(
      'GET',
      `/v1/parked?organizationId=${desk.organizationId}`,
    )) as Page<Waiting>;
    expect(items).toMatchObject([{ conversationId: story.id, reason: 'customer-ambiguous', candidates }]);
    const path = `/v1/parked/${items[0]?.id}/choose`;
    const agent = desk.zendesk.agent.id;
    expect(await desk.admin.send('POST', path, { body: { zendeskUserId: agent } })).toMatchObject({
      status: 422,
      body: { code: 'not-a-candidate' },
    });
    for (let again = 0; again < 2; again += 1)
      await desk.admin.send('POST', path, { body: { zendeskUserId: second.id, note: 'She married' } });
    const ticket = await becomesTicket(story, { requester: email });
    expect(ticket.requester_id).toBe(second.id);
    expect(await desk.admin.send('POST', path, { body: { zendeskUserId: first.id } })).toMatchObject({
      status: 409,
      body: { code: 'nothing-to-choose' },
    });
    const later = modeB(desk, email, 'later');
    await later.tells((it) => it.contactWrites('Again').isRoutedTo(desk.teamId));
    expect((await becomesTicket(later, { requester: email })).requester_id).toBe(second.id);
    expect(await desk.admin.ask('GET', `/v1/parked?organizationId=${desk.organizationId}`)).toMatchObject({
      items: [],
    });
  });
});
