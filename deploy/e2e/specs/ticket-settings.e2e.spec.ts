import { Desk, everythingStillHolds, hasTickets, NOTE, Story } from '../src';

afterAll(everythingStillHolds);

interface Named {
  readonly id: number;
  readonly name?: string;
}

describe('the settings of tickets', () => {
  it('K2 group, brand, form, priority, tags and field values reach the first ticket and its follow-up, in the language and time zone', async () => {
    const desk = await Desk.open({ linked: false });
    const ada = await desk.hasCustomer('Ada Lovelace');
    const { groups } = (await desk.zendesk.asks('GET', 'groups')) as { readonly groups: readonly Named[] };
    const { brands } = (await desk.zendesk.asks('GET', 'brands')) as { readonly brands: readonly Named[] };
    const { ticket_forms: forms } = (await desk.zendesk.asks('GET', 'ticket_forms')) as {
      readonly ticket_forms: readonly Named[];
    };
    const { ticket_field: field } = (await desk.zendesk.asks('POST', 'ticket_fields', {
      ticket_field: { type: 'text', title: 'Channel' },
    })) as { readonly ticket_field: Named };
    const groupId = groups.find(({ name }) => name === 'Billing')?.id ?? null;
    const [brand] = brands;
    const [form] = forms;
    await desk.isConfigured({
      ticket: {
        groupId,
        brandId: brand?.id ?? null,
        formId: form?.id ?? null,
        priority: 'urgent',
        tags: ['Social Media'],
        fields: { [String(field.id)]: 'whatsapp' },
        language: 'fr',
        timeZone: 'Europe/Paris',
      },
    });
    // Linked last: whoever knows of the account knows the settings.
    await desk.linksAccount();
    await desk.switches({ enabled: true });
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Bonjour').advisorReplies('Salut'));
    await story.isAssociatedWith(ada);
    await hasTickets(story, [['Bonjour', 'Salut', NOTE]]);
    await story.tells((it) => it.isClosed());
    await story.tells((it) => it.contactWrites('Encore'));
    const tickets = await hasTickets(story, [
      ['Bonjour', 'Salut', NOTE],
      ['Encore', NOTE],
    ]);
    for (const ticket of tickets) {
      expect(ticket).toMatchObject({
        group_id: groupId,
        brand_id: brand?.id,
        ticket_form_id: form?.id,
        priority: 'urgent',
        custom_fields: expect.arrayContaining([{ id: field.id, value: 'whatsapp' }]) as unknown,
        tags: expect.arrayContaining(['parley', 'social_media']) as unknown,
      });
      expect(ticket.comments[0]?.plain_body).toMatch(/UTC\+0[12]:00/);
    }
    expect(tickets[0]?.comments[0]?.plain_body).toContain('Grace Hopper (conseiller)');
    expect(tickets[0]?.comments[1]?.plain_body).toContain('Dernier message');
    expect(tickets[1]?.comments[1]?.plain_body).toContain('fait suite');
  });

  it.each([
    ['language', { language: 'it' }],
    ['timeZone', { timeZone: 'Mars/Olympus_Mons' }],
  ])('K2 refuses a %s that it does not know', async (_, ticket) => {
    const desk = await Desk.open({ linked: false });
    const path = `/v1/organizations/${desk.organizationId}/configuration`;
    const answer = await desk.admin.send('PUT', path, { body: { ticket } });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'invalid-body']);
  });
});

describe('what Parley sends', () => {
  it('K14 no notification of its own: comments say who may read them, and no other call can reach a customer', async () => {
    const desk = await Desk.open({ modes: 'A and B' });
    const ada = await desk.hasCustomer('Ada Lovelace');
    const one = new Story(desk, { id: 'one' });
    await one.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await one.isAssociatedWith(ada);
    const two = new Story(desk, {
      id: 'two',
      contact: { name: 'Bob', fields: { email: desk.email('Bob') } },
    });
    await two.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await hasTickets(one, [['Hello', 'Hi', NOTE]]);
    await hasTickets(two, [['Hello', NOTE]]);
    await one.tells((it) => it.contactWrites('Bye').advisorReplies('Bye').isClosed());
    await hasTickets(one, [['Hello', 'Hi', NOTE, 'Bye', 'Bye']]);
    const { calls } = await desk.zendesk.truth();
    const writes = calls.filter(({ method, path }) => method !== 'GET' && path.includes('/api/v2/'));
    const paths = new Set(
      writes.map(({ method, path }) => `${method} ${path.replace(/^.*\/api\/v2/, '').replace(/\d+/, '*')}`),
    );
    expect([...paths].filter((path) => !/^(POST \/(tickets|users)|PUT \/tickets\/\*)$/.test(path))).toEqual(
      [],
    );
    for (const { path, body } of writes) {
      const sent = JSON.parse(body ?? '{}') as {
        readonly ticket?: { readonly comment?: object };
        readonly user?: { readonly skip_verify_email?: boolean; readonly email?: string };
      };
      if (path.includes('/users') && sent.user?.email?.startsWith('bob') === true)
        expect(sent.user.skip_verify_email).toBe(true);
      if (sent.ticket?.comment !== undefined) {
        expect(sent.ticket.comment).toMatchObject({
          public: expect.any(Boolean) as unknown,
          author_id: expect.any(Number) as unknown,
        });
      }
    }
  });
});
