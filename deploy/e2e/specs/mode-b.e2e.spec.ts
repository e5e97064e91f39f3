import { Desk, ORDER_EMAIL, Story, becomesTicket, everythingStillHolds, isHeld } from '../src';

afterAll(everythingStillHolds);

/** A contact, with what is known of the e-mail address. */
function donald(fields: Readonly<Record<string, string>> = {}) {
  return { name: 'Donald Knuth', fields };
}

describe('Mode B', () => {
  it('T4 fires when the conversation is routed to the team, with an e-mail known before', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const email = desk.email('donald');
    const story = new Story(desk, { contact: donald({ email: ` ${email.toUpperCase()} ` }) });
    await story.tells((it) => it.botReplies('Welcome!').contactWrites('I found an error on page 42.'));
    await isHeld(story, 'not-routed');
    await story.tells((it) => it.isRoutedTo('another-team'));
    await isHeld(story, 'not-routed');
    await story.tells((it) => it.isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: email, historyLength: 2 });
    await story.tells((it) => it.isRoutedTo(null).contactWrites('And another one.'));
    await becomesTicket(story, { requester: email, historyLength: 2 });
  });

  it('T4 finds the customer whom Zendesk has, and fires without any association', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const known = await desk.hasCustomer('Donald Knuth');
    const story = new Story(desk, { contact: donald({ email: known.email }) });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: known });
    const { users } = await desk.zendesk.truth();
    expect(users.filter(({ email }) => email === known.email)).toHaveLength(1);
  });

  it("T4 takes the conversation's e-mail before the contact's", async () => {
    const desk = await Desk.open({ modes: 'B', emailField: ORDER_EMAIL });
    const contact = donald({ [ORDER_EMAIL.key]: desk.email('the contact') });
    const story = new Story(desk, { contact });
    await story.tells((it) =>
      it
        .contactWrites('My order')
        .fieldsBecome({ [ORDER_EMAIL.key]: desk.email('the order') })
        .isRoutedTo(desk.teamId),
    );
    await becomesTicket(story, { requester: desk.email('the order') });
  });

  it('T5 holds without an e-mail, and goes on with the whole history once there is one', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const story = new Story(desk, { contact: donald() });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId).advisorReplies('Hello?'));
    await isHeld(story, 'email-missing');
    await story.tells((it) => it.contactIsUpdated({ fields: { email: desk.email('late') } }));
    await becomesTicket(story, { requester: desk.email('late'), historyLength: 2 });
  });

  it('T5 holds with a malformed e-mail until it is corrected; what changes after firing changes nothing', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const story = new Story(desk, { contact: donald({ email: 'dennis at example' }) });
    await story.tells((it) => it.contactWrites('Hello, world.').isRoutedTo(desk.teamId));
    await isHeld(story, 'email-invalid');
    const email = desk.email('dennis');
    await story.tells((it) => it.contactIsUpdated({ fields: { email } }));
    await becomesTicket(story, { requester: email });
    await story.tells((it) =>
      it.contactIsUpdated({ fields: { email: desk.email('other') } }).botReplies('Bye'),
    );
    await becomesTicket(story, { requester: email });
  });

  it('T5 does not go on when the conversation is no longer with the team', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const story = new Story(desk, { contact: donald() });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId).isRoutedTo('another-team'));
    await story.tells((it) =>
      it.contactIsUpdated({ fields: { email: desk.email('late') } }).botReplies('Hm'),
    );
    await isHeld(story, 'not-routed');
  });

  it('T5 takes the associated user where there is no e-mail', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const known = await desk.hasCustomer('Donald Knuth');
    const story = new Story(desk, { contact: donald() });
    await story.isAssociatedWith(known);
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: known });
  });

  it('T5 makes a customer without e-mail where the organization says so', async () => {
    const configuration = { missingEmail: 'create-without-email' } as const;
    const desk = await Desk.open({ modes: 'B', configuration });
    const story = new Story(desk, { contact: donald() });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: 'Donald Knuth' });
  });
});

describe('both modes', () => {
  it('T7 keep one ticket; the routing came first', async () => {
    const desk = await Desk.open({ modes: 'A and B' });
    const known = await desk.hasCustomer('Donald Knuth');
    const email = desk.email('by mail');
    const story = new Story(desk, { contact: donald({ email }) });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId).advisorReplies('Hi'));
    await story.isAssociatedWith(known);
    await story.tells((it) => it.contactWrites('Bye'));
    await becomesTicket(story, { requester: email });
  });

  it('T7 keep one ticket; the association came first', async () => {
    const desk = await Desk.open({ modes: 'A and B' });
    const known = await desk.hasCustomer('Donald Knuth');
    const story = new Story(desk, { contact: donald({ email: desk.email('by mail') }) });
    await story.isAssociatedWith(known);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi').isRoutedTo(desk.teamId));
    await story.tells((it) => it.contactWrites('Bye'));
    await becomesTicket(story, { requester: known });
    const { users } = await desk.zendesk.truth();
    expect(users.map(({ email }) => email)).not.toContain(desk.email('by mail'));
  });
});
