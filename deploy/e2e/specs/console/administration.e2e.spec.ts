import type { OrganizationConfiguration } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk, Story, Visitor, becomesTicket } from '../../src';

afterAll(Desk.closeAll);
afterEach(Visitor.allLeave);

const isSaved = 'The configuration is saved.';

async function configurationOf(desk: Desk): Promise<OrganizationConfiguration> {
  const path = `/v1/organizations/${desk.organizationId}/configuration`;
  return (await desk.admin.ask('GET', path)) as OrganizationConfiguration;
}

function editing(desk: Desk): Promise<Visitor> {
  return Visitor.signedIn('administrator', `/organizations/${desk.organizationId}/configuration`);
}

describe('administrators at the console', () => {
  it('A1 are told beside the field that an address may not be connected', async () => {
    const { page, faults } = await Visitor.signedIn('administrator', '/organizations');
    await page.getByRole('button', { name: 'Connect an organization' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect an organization' });
    await dialog.getByLabel('URL of the Zendesk').fill('https://not-a-zendesk.example');
    await dialog.getByLabel('Unique identifier of the OAuth client').fill('a-client');
    await dialog.getByRole('button', { name: 'Go to Zendesk' }).click();
    const field = dialog.getByLabel('URL of the Zendesk');
    await eventually(async () => (await field.getAttribute('aria-invalid')) === 'true', {
      describe: 'the address to be marked',
    });
    expect(faults).toEqual([]);
  });

  it('A4 cannot switch Mode B on without team and field, and do with them', async () => {
    const desk = await Desk.open({ modes: 'none' });
    await desk.isConfigured({ modeB: { enabled: false } });
    const { page, faults } = await editing(desk);
    await page.getByRole('tab', { name: 'Synchronize conversations' }).click();
    await page.getByRole('switch', { name: 'From the Zendesk interface' }).setChecked(true, { force: true });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Choose a team').waitFor();
    expect((await configurationOf(desk)).modeB.enabled).toBe(false);

    await page.getByRole('combobox', { name: 'Alcmeon Team' }).fill(desk.teamId);
    await page.getByRole('option', { name: `Team ${desk.teamId}` }).click();
    await page.getByRole('combobox', { name: 'Custom Email field' }).click();
    await page.getByRole('option', { name: 'order_email (of the conversation)' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(isSaved).waitFor();
    expect((await configurationOf(desk)).modeB).toMatchObject({
      enabled: true,
      teamId: desk.teamId,
      emailField: { scope: 'conversation', key: 'order_email' },
    });
    expect(faults).toEqual([]);
  });

  it('A6 see what somebody else saved meanwhile, and join both', async () => {
    const desk = await Desk.open({ modes: 'none' });
    const { page, faults } = await editing(desk);
    await page.getByRole('tab', { name: 'Tickets' }).click();
    await page.getByRole('textbox', { name: 'Subject of new tickets' }).fill('Mine: {contact.name}');
    await desk.isConfigured({ closeAs: 'solved' });
    await page.getByRole('button', { name: 'Save' }).click();
    const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else saved' });
    await conflict.getByText('Closed → Solved').waitFor();
    await conflict.getByRole('button', { name: 'Keep my changes on top of it' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(isSaved).waitFor();
    const { closeAs, ticket } = await configurationOf(desk);
    expect({ closeAs, subject: ticket.subject }).toEqual({
      closeAs: 'solved',
      subject: 'Mine: {contact.name}',
    });

    await page.getByRole('tab', { name: 'History' }).click();
    const first = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Version 1' }) });
    await first.getByRole('button', { name: 'Go back to this version' }).click();
    await page.getByRole('dialog').getByText('Solved → Closed').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Go back to this version' }).click();
    await page.getByText('Version 1 is in force again.').waitFor();
    expect((await configurationOf(desk)).closeAs).toBe('closed');
    expect(faults).toEqual([]);
  });

  it('A6 see what a YAML document changes before it is saved', async () => {
    const desk = await Desk.open({ modes: 'none' });
    const { page, faults } = await editing(desk);
    await page.getByRole('tab', { name: 'Import and export' }).click();
    const document = page.getByRole('textbox', { name: 'YAML document' });
    await document.fill('closeAs: solved\nsearchFields: [name, nobody]\n');
    await page.getByRole('button', { name: 'Check and show what changes' }).click();
    await page.getByText('Line 2:').waitFor();
    await document.fill('closeAs: solved\n');
    await page.getByRole('button', { name: 'Check and show what changes' }).click();
    await page.getByText('Closed → Solved').waitFor();
    expect((await configurationOf(desk)).closeAs).toBe('closed');
    await page.getByRole('button', { name: 'Save this configuration' }).click();
    await page.getByText(isSaved).waitFor();
    expect((await configurationOf(desk)).closeAs).toBe('solved');
    expect(faults).toEqual([]);
  });

  it('A6 are asked before they leave what is not saved', async () => {
    const desk = await Desk.open({ modes: 'none' });
    const { page } = await editing(desk);
    await page.getByRole('button', { name: 'Remove E-mail' }).click();
    await page.getByRole('link', { name: 'Accounts' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('1 change is not saved yet').waitFor();
    await page.getByRole('link', { name: 'Accounts' }).click();
    await question.getByRole('button', { name: 'Leave and lose it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    expect((await configurationOf(desk)).searchFields).toContain('email');
  });

  it('T11 see what waits behind a switch before they turn it on, and it follows', async () => {
    const desk = await Desk.open({ enabled: false });
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites('Anybody?').advisorReplies('Yes.'));
    const { page, faults } = await Visitor.signedIn(
      'administrator',
      `/organizations/${desk.organizationId}/accounts`,
    );
    await page.getByText('1 conversation waits behind this switch.').waitFor();
    await page.getByRole('switch', { name: `Synchronize ${desk.accountName}` }).click({ force: true });
    const dialog = page.getByRole('dialog', { name: `Turn ${desk.accountName} on?` });
    await dialog.getByText('1 conversation gets a ticket.').waitFor();
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText(`${desk.accountName} is on.`).waitFor();
    await becomesTicket(story, { requester: ada, historyLength: 2 });
    expect(faults).toEqual([]);
  });
});
