import {
  Desk,
  ORDER_EMAIL,
  Story,
  NOTE,
  becomesTicket,
  everythingStillHolds,
  hasTickets,
  isRequestedBy,
} from '../src';

afterAll(everythingStillHolds);

describe('one contact with two addresses', () => {
  it('C7 is two customers in two conversations, and neither sees the ticket of the other', async () => {
    const desk = await Desk.open({ modes: 'B', emailField: ORDER_EMAIL });
    const contact = { id: `contact-${desk.run}`, name: 'Ada Lovelace' };
    const tell = async (id: string) => {
      const story = new Story(desk, { id, contact });
      await story.tells((it) =>
        it
          .contactWrites(`My ${id} order`)
          .fieldsBecome({ [ORDER_EMAIL.key]: desk.email(id) })
          .isRoutedTo(desk.teamId)
          .contactWrites(`It is for ${id}`),
      );
      return becomesTicket(story, { requester: desk.email(id) });
    };
    const [home, work] = [await tell('home'), await tell('work')];
    expect(home.requester_id).not.toBe(work.requester_id);
    for (const [own, others] of [
      [home, work],
      [work, home],
    ] as const) {
      expect(await desk.zendesk.ticketsRequestedBy(own.requester_id)).toEqual([own.id]);
      expect(own.comments.map(({ author_id }) => author_id)).not.toContain(others.requester_id);
      expect(own.comments.filter(({ author_id }) => author_id === own.requester_id).length).toBeGreaterThan(
        0,
      );
    }
  });

  it('C7 keeps the customer of the association apart from the one of the address', async () => {
    const desk = await Desk.open({ modes: 'A and B', emailField: ORDER_EMAIL });
    const ada = await desk.hasCustomer('Ada Lovelace');
    const contact = { id: `contact-${desk.run}`, name: 'Ada Lovelace' };
    const [linked, routed] = [
      new Story(desk, { id: 'linked', contact }),
      new Story(desk, { id: 'routed', contact }),
    ];
    await linked.tells((it) => it.contactWrites('Privately').advisorReplies('Yes?'));
    await linked.isAssociatedWith(ada);
    const own = await becomesTicket(linked, { requester: ada });
    await routed.tells((it) =>
      it
        .contactWrites('At work')
        .fieldsBecome({ [ORDER_EMAIL.key]: desk.email('work') })
        .isRoutedTo(desk.teamId),
    );
    const other = await becomesTicket(routed, { requester: desk.email('work') });
    await linked.tells((it) => it.contactWrites('Still privately'));
    await becomesTicket(linked, { requester: ada });
    expect(await desk.zendesk.ticketsRequestedBy(ada.id)).toEqual([own.id]);
    expect(await desk.zendesk.ticketsRequestedBy(other.requester_id)).toEqual([other.id]);
  });
});

describe('an association with another user', () => {
  it('T10 gives open tickets that an association made the new requester; closed ones and those of Mode B stay', async () => {
    const desk = await Desk.open({ modes: 'A and B', emailField: ORDER_EMAIL });
    const [ada, grace] = [await desk.hasCustomer('Ada Lovelace'), await desk.hasCustomer('Grace Hopper')];
    const contact = { id: `contact-${desk.run}`, name: 'Ada Lovelace' };
    const open = new Story(desk, { id: 'open', contact });
    const closed = new Story(desk, { id: 'closed', contact });
    const routed = new Story(desk, { id: 'routed', contact });
    await open.tells((it) => it.contactWrites('Open').advisorReplies('Yes?'));
    await closed.tells((it) => it.contactWrites('Closed').advisorReplies('Yes?'));
    await routed.tells((it) =>
      it
        .contactWrites('Routed')
        .fieldsBecome({ [ORDER_EMAIL.key]: desk.email('work') })
        .isRoutedTo(desk.teamId),
    );
    await open.isAssociatedWith(ada);
    await becomesTicket(open, { requester: ada });
    await becomesTicket(closed, { requester: ada });
    await closed.tells((it) => it.isClosed());
    await becomesTicket(closed, { requester: ada, status: 'closed' });
    await becomesTicket(routed, { requester: desk.email('work') });
    await open.isAssociatedWith(grace);
    await isRequestedBy(open, grace, ['Open', 'Yes?']);
    await open.tells((it) => it.contactWrites('It is Grace now'));
    await isRequestedBy(open, grace, ['Open', 'Yes?', 'It is Grace now']);
    await becomesTicket(closed, { requester: ada, status: 'closed' });
    await becomesTicket(routed, { requester: desk.email('work') });
  });

  it('T10 leaves a frozen ticket to its requester', async () => {
    const desk = await Desk.open({
      modes: 'A and B',
      emailField: ORDER_EMAIL,
      continueAfterCreation: false,
    });
    const [ada, grace] = [await desk.hasCustomer('Ada Lovelace'), await desk.hasCustomer('Grace Hopper')];
    const contact = { id: `contact-${desk.run}`, name: 'Ada Lovelace' };
    const open = new Story(desk, { id: 'open', contact });
    const frozen = new Story(desk, { id: 'frozen', contact });
    await frozen.tells((it) =>
      it
        .contactWrites('Frozen')
        .fieldsBecome({ [ORDER_EMAIL.key]: desk.email('work') })
        .isRoutedTo(desk.teamId),
    );
    const [before] = await hasTickets(frozen, [['Frozen', NOTE]]);
    await open.tells((it) => it.contactWrites('Open').advisorReplies('Yes?'));
    await open.isAssociatedWith(ada);
    await isRequestedBy(open, ada, ['Open', 'Yes?']);
    await open.isAssociatedWith(grace);
    await isRequestedBy(open, grace, ['Open', 'Yes?']);
    expect(await hasTickets(frozen, [['Frozen', NOTE]])).toEqual([before]);
    expect(before?.requester_id).not.toBe(grace.id);
  });
});
