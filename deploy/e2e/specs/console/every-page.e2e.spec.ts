import { Desk, Story, Visitor, becomesTicket, isHeld, type Role, type VisitorOptions } from '../../src';

afterAll(Desk.closeAll);
afterEach(Visitor.allLeave);

interface Looked {
  readonly role: Role;
  readonly path: string;
  readonly title: string | RegExp;
}

const TELEPHONE: VisitorOptions = { width: 360, height: 740, colorScheme: 'dark' };
const DESK: VisitorOptions = { width: 1920, height: 1080, colorScheme: 'light' };

/** Every page of the console with something on it. */
async function everyPage(): Promise<readonly Looked[]> {
  const desk = await Desk.open({ modes: 'A and B' });
  const ada = await desk.hasCustomer('Ada Lovelace');
  const shown = new Story(desk);
  await shown.isAssociatedWith(ada);
  await shown.tells((it) =>
    it.contactWrites('My parcel never came.').advisorReplies('I am looking into it.'),
  );
  await becomesTicket(shown, { requester: ada, historyLength: 2 });
  const held = new Story(desk, { id: `conv-held-${desk.run}` });
  await held.tells((it) => it.contactWrites('Anybody?'));
  await isHeld(held, 'not-associated');
  const organization = `/organizations/${desk.organizationId}`;
  const name = /127\.0\.0\.1|desk-/;
  return [
    { role: 'operator', path: '/overview', title: 'Overview' },
    { role: 'administrator', path: '/organizations', title: 'Zendesk organizations' },
    { role: 'administrator', path: organization, title: name },
    { role: 'administrator', path: `${organization}/configuration`, title: /./ },
    { role: 'administrator', path: `${organization}/accounts`, title: /./ },
    { role: 'administrator', path: `${organization}/verification`, title: 'Verification' },
    { role: 'administrator', path: '/conversations', title: 'Conversations' },
    { role: 'administrator', path: `/conversations/${held.id}`, title: /./ },
    { role: 'administrator', path: `/conversations/${shown.id}`, title: /./ },
    { role: 'operator', path: '/errors', title: 'Error desk' },
    {
      role: 'advisor',
      path: `/customers?organizationId=${desk.organizationId}&contactId=${shown.contact.id}`,
      title: /^Contact /,
    },
    { role: 'advisor', path: '/customers', title: 'Customers' },
  ];
}

describe('every page of the console', () => {
  let pages: readonly Looked[];
  beforeAll(async () => {
    pages = await everyPage();
  });

  it.each([
    ['on a telephone, dark', TELEPHONE],
    ['on a wide screen, light', DESK],
  ])(
    'can be used by everybody, and fits, %s',
    async (_, options) => {
      const seen = [];
      const visitors = new Map<Role, Visitor>();
      for (const { role, path, title } of pages) {
        const visitor = visitors.get(role) ?? (await Visitor.signedIn(role, '/', options));
        visitors.set(role, visitor);
        await visitor.goesTo(path);
        await visitor.page.getByRole('heading', { level: 1, name: title }).waitFor();
        await visitor.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        const overflow = await visitor.page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        const violations = await visitor.accessibilityFaults();
        seen.push({ path, overflow, violations, faults: visitor.faults });
      }
      expect(seen).toEqual(pages.map(({ path }) => ({ path, overflow: 0, violations: [], faults: [] })));
    },
    400_000,
  );
});
