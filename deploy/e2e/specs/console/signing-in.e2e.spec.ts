import { Visitor, theStack, type Role } from '../../src';

afterEach(Visitor.allLeave);

/** What each role finds in the menu, in its order. */
const MENUS: Readonly<Record<Role, readonly string[]>> = {
  administrator: ['Overview', 'Zendesk organizations', 'Customers', 'Conversations', 'Error desk'],
  advisor: ['Customers', 'Conversations'],
  operator: ['Overview', 'Zendesk organizations', 'Conversations', 'Error desk'],
};

describe('signing in to the console', () => {
  it.each(Object.keys(MENUS) as Role[])(
    'shows the %s the pages of that role, and no others',
    async (role) => {
      const visitor = await Visitor.signedIn(role);
      const links = visitor.page.getByRole('navigation', { name: 'Menu' }).getByRole('link');
      expect(await links.allTextContents()).toEqual(MENUS[role]);
      expect(visitor.faults).toEqual([]);
    },
  );

  it('comes back to the page that was asked for', async () => {
    const visitor = await Visitor.signedIn('operator', '/conversations?state=held');
    await visitor.page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
    expect(new URL(visitor.page.url()).search).toBe('?state=held');
  });

  it('refuses a page that is not of that role, and says so', async () => {
    const visitor = await Visitor.signedIn('advisor', '/overview');
    await visitor.page.getByText('Your role (advisor) may not see this page.').waitFor();
  });

  it('ends with signing out: neither page nor API is open any more', async () => {
    const visitor = await Visitor.signedIn('administrator');
    const { page } = visitor;
    await page.getByRole('button', { name: /administrator$/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    const answer = await page.request.get(`${theStack().gatewayUrl}/v1/organizations`);
    expect(answer.status()).toBe(401);
  });

  it('loads less than 250 kB of JavaScript before its first page is there', async () => {
    const visitor = await Visitor.arrives();
    let bytes = 0;
    visitor.page.on('requestfinished', (request) => {
      if (!request.url().endsWith('.js')) return;
      void request.sizes().then(({ responseBodySize }) => (bytes += responseBodySize));
    });
    await visitor.signsIn('operator', '/overview');
    await visitor.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await visitor.page.waitForLoadState('load');
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
  });

  it('speaks French to whose browser does', async () => {
    const visitor = await Visitor.signedIn('operator', '/overview', { locale: 'fr-FR' });
    await visitor.page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('fr');
  });
});
