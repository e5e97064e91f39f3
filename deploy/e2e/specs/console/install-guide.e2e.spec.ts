import { randomBytes } from 'node:crypto';
import { aConversation, aDirectory, eventually } from '@parley/testing';
import { Visitor, ZendeskAccount, publishOverHttp } from '../../src';

const opened: ZendeskAccount[] = [];
afterEach(async () => {
  for (const zendesk of opened.splice(0)) zendesk.close();
  await Visitor.allLeave();
});

/** A Zendesk that nobody has connected. */
async function zendeskOf(name: string): Promise<ZendeskAccount> {
  const zendesk = await ZendeskAccount.open(name);
  opened.push(zendesk);
  return zendesk;
}

const FIELD = 'email';

/** What the platform tells of itself before anybody opens the console. */
async function platformOf(run: string): Promise<{ readonly account: string; readonly team: string }> {
  const [account, team] = [`Acme ${run}`, `Zendesk team ${run}`];
  const directory = aDirectory()
    .withAccount(`acc-${run}`, 'whatsapp', account)
    .withTeam(`team-${run}`, team)
    .withField(FIELD);
  await publishOverHttp(
    directory.events().map((event, index) => ({ ...event, id: `guide-${run}-${index}` })),
  );
  return { account, team };
}

describe('the install guide, clicked', () => {
  it('A1 A3 A4 A7 T4: from a Zendesk that nobody has connected to a verified ticket', async () => {
    const run = randomBytes(4).toString('hex');
    const zendesk = await zendeskOf(`guide-${run}`);
    const { account, team } = await platformOf(run);
    const visitor = await Visitor.signedIn('administrator', '/organizations');
    const { page } = visitor;

    // Step 1: connect.
    await page.getByRole('button', { name: 'Connect an organization' }).first().click();
    await page.getByLabel('URL of the Zendesk').fill(zendesk.url);
    await visitor.isPictured('connect');
    await page.getByRole('button', { name: 'Go to Zendesk' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'The organization is connected' }).waitFor();
    await page.getByRole('link', { name: /^Back to/ }).click();
    await page.getByRole('link', { name: 'Edit configuration' }).waitFor();
    await visitor.isPictured('organization');

    // Step 2: configure.
    await page.getByRole('link', { name: 'Edit configuration' }).click();
    await page.getByRole('tab', { name: 'Synchronize conversations' }).click();
    await page.getByRole('switch', { name: 'From the Alcmeon interface' }).check({ force: true });
    await page.getByRole('switch', { name: 'From the Zendesk interface' }).check({ force: true });
    await page.getByRole('combobox', { name: 'Alcmeon Team' }).fill(team);
    await page.getByRole('option', { name: team }).click();
    await page.getByRole('combobox', { name: 'Custom Email field' }).click();
    await page.getByRole('option', { name: '(of the contact)' }).first().click();
    await visitor.isPictured('configuration');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The configuration is saved.').waitFor();

    // Step 3: link the account, and turn it on.
    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    await page.getByRole('button', { name: 'Link an account to this organization' }).first().click();
    await page.getByRole('checkbox', { name: account }).check();
    await page.getByRole('button', { name: 'Link 1 account' }).click();
    await page.getByRole('switch', { name: `Synchronize ${account}` }).click({ force: true });
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText(`${account} is on.`).waitFor();
    await visitor.isPictured('accounts');

    // Step 4: a message, a routing, and what the page says of it.
    const email = `ada@${run}.example`;
    const story = aConversation(`guide-${run}`)
      .of({ id: `contact-${run}`, name: 'Ada Lovelace', fields: { [FIELD]: email } })
      .on(`acc-${run}`)
      .contactWrites('My parcel never came.')
      .isRoutedTo(`team-${run}`);
    await publishOverHttp(story.events());
    await page.getByRole('link', { name: 'Verification' }).click();
    for (const step of ['message-arrived', 'reply-or-team', 'ticket-created', 'history-complete'])
      await page.locator(`[data-step=${step}][data-state=ok]`).waitFor();
    await visitor.isPictured('verification', 'page');
    expect(visitor.faults).toEqual([]);

    const { tickets, users } = await zendesk.truth();
    expect(tickets.map(({ subject }) => subject)).toEqual([`Ada Lovelace via ${account} (WhatsApp)`]);
    expect(users.find(({ id }) => id === tickets[0]?.requester_id)?.email).toBe(email);
  });

  it('A1: whoever denies access reads that nothing was changed, and what to do', async () => {
    const run = randomBytes(4).toString('hex');
    const zendesk = await zendeskOf(`denied-${run}`);
    const { page } = await Visitor.signedIn('administrator', '/organizations');
    await page.getByRole('button', { name: 'Connect an organization' }).first().click();
    await page.getByLabel('URL of the Zendesk').fill(zendesk.url);
    await page.getByRole('button', { name: 'Go to Zendesk' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'Access was denied' }).waitFor();
    await page.getByRole('link', { name: 'Back to Zendesk organizations' }).click();
    await eventually(async () => (await page.getByText(zendesk.url).count()) === 0, {
      describe: 'no such organization to be there',
    });
  });
});
