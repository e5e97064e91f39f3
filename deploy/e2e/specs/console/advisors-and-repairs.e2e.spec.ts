import {
  Desk,
  NOTE,
  Story,
  Visitor,
  becomesTicket,
  everythingStillHolds,
  hasTickets,
  isHeld,
  isParked,
} from '../../src';

afterAll(everythingStillHolds);
afterEach(Visitor.allLeave);

describe('at the console', () => {
  it('C2 T3 an advisor associates a contact, and earlier conversations become tickets', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) =>
      it.contactWrites('My parcel never came.').advisorReplies('I am looking into it.'),
    );
    await isHeld(story, 'not-associated');
    const visitor = await Visitor.signedIn('advisor', `/conversations/${story.id}`);
    const { page } = visitor;
    // X1: the page alone says why it is not in Zendesk, and leads to where that is mended.
    await page.getByText('associate', { exact: false }).first().waitFor();
    await visitor.goesTo(`/customers?organizationId=${desk.organizationId}&contactId=${story.contact.id}`);
    await page.getByLabel('Search for "user"').fill(ada.email);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('button', { name: 'Associate with Ada Lovelace' }).click();
    await page.getByText('1 conversation becomes a ticket at once, with its whole history.').waitFor();
    await visitor.isPictured('associate');
    await page.getByRole('dialog').getByRole('button', { name: 'Associate' }).click();
    await page.getByText(/is now associated with Ada Lovelace/).waitFor();
    const ticket = await becomesTicket(story, { requester: ada, historyLength: 2 });
    await visitor.goesTo(`/conversations/${story.id}`);
    await page
      .getByRole('link', { name: new RegExp(String(ticket.id)) })
      .first()
      .waitFor();
    await visitor.isPictured('conversation', 'page');
    expect(visitor.faults).toEqual([]);
  });

  it('X3 an operator retries what Zendesk refused, and it goes on with everything that came', async () => {
    const desk = await Desk.open();
    const refusal = { description: 'Channel: is required', error: 'InvalidValue' };
    await desk.zendesk.isDisturbedBy({
      kind: 'status',
      status: 422,
      body: JSON.stringify({ error: 'RecordInvalid', description: 'No', details: { base: [refusal] } }),
      times: 1,
      method: 'POST',
      path: '*/tickets',
    });
    const story = new Story(desk);
    await story.isAssociatedWith(await desk.hasCustomer('Ada Lovelace'));
    await story.tells((it) => it.contactWrites('One').advisorReplies('Two'));
    await isParked(story, 'rejected-by-zendesk');
    await story.tells((it) => it.contactWrites('Three'));
    const visitor = await Visitor.signedIn('operator', `/errors?organizationId=${desk.organizationId}`);
    const { page } = visitor;
    const retry = page.getByRole('button', { name: `Retry ${story.id}` });
    await retry.waitFor();
    await visitor.isPictured('error-desk');
    await retry.click();
    await page.getByText('Nothing matches these filters').waitFor();
    await hasTickets(story, [['One', 'Two', NOTE, 'Three']]);
    expect(visitor.faults).toEqual([]);
  });

  it('A1 A2 G5 an administrator authorises a Zendesk again whose authorisation was lost', async () => {
    const desk = await Desk.open();
    const story = new Story(desk);
    await story.isAssociatedWith(await desk.hasCustomer('Ada Lovelace'));
    await story.tells((it) => it.contactWrites('One').advisorReplies('Two'));
    await hasTickets(story, [['One', 'Two', NOTE]]);
    await desk.zendesk.revokes(desk.zendesk.accessToken);
    await story.tells((it) => it.contactWrites('Three'));
    const visitor = await Visitor.signedIn('administrator', `/organizations/${desk.organizationId}`);
    const { page } = visitor;
    await page.getByText('Zendesk no longer accepts the authorisation').first().waitFor();
    await visitor.isPictured('authorisation-lost');
    await page.getByRole('button', { name: 'Re-authorize' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go to Zendesk' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'The organization is authorised again' }).waitFor();
    await hasTickets(story, [['One', 'Two', NOTE, 'Three']]);
    expect(visitor.faults).toEqual([]);
  });
});
