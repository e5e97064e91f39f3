import { Desk, Story, becomesTicket, everythingStillHolds, isHeld } from '../src';

afterAll(everythingStillHolds);

/** A conversation that would fire at once if all other gates were open. */
async function readyStory(desk: Desk) {
  const ada = await desk.hasCustomer('Ada Lovelace');
  const story = new Story(desk);
  await story.tells((it) =>
    it.contactWrites('Hello').advisorReplies('Hi').contactIsAssociated(desk.organizationId, ada.id),
  );
  return { ada, story };
}

describe('gates hold, say why, and let everything go on by themselves', () => {
  it('G1 account-known: the platform tells of the account late', async () => {
    const desk = await Desk.open({ announced: false });
    const { ada, story } = await readyStory(desk);
    await isHeld(story, 'account-unknown');
    await story.tells((it) => it.contactWrites('Anybody?'));
    await isHeld(story, 'account-unknown');
    await desk.announcesAccount();
    await becomesTicket(story, { requester: ada });
  });

  it('G2 account-linked and G3 account-enabled: linked and switched on late', async () => {
    const desk = await Desk.open({ linked: false });
    const { ada, story } = await readyStory(desk);
    await isHeld(story, 'account-not-linked');
    await desk.linksAccount();
    await isHeld(story, 'account-disabled');
    await story.tells((it) => it.contactWrites('Anybody?'));
    await desk.switches({ enabled: true });
    await becomesTicket(story, { requester: ada });
  });

  it('G5 organization-active: a revoked token stops everything, a new one lets it go on', async () => {
    const desk = await Desk.open();
    const { ada, story } = await readyStory(desk);
    await becomesTicket(story, { requester: ada });
    const fresh = await desk.zendesk.newAccessToken();
    await desk.zendesk.revokes(desk.zendesk.accessToken);
    await story.tells((it) => it.contactWrites('Does this get through?'));
    await desk.holdsBecause('organization-not-authorised');
    await story.tells((it) => it.contactWrites('And this?'));
    await story.isHeldBecause('organization-not-authorised');
    const waiting = new Story(desk, { id: 'waiting', contact: story.contact });
    await waiting.tells((it) => it.contactWrites('And that?').advisorReplies('Later.'));
    await waiting.isHeldBecause('organization-not-authorised');
    await desk.isAuthorisedWith(fresh);
    await becomesTicket(story, { requester: ada });
    await becomesTicket(waiting, { requester: ada });
  });

  it('G6 trigger: with no mode switched on; the first mode lets open conversations go on, not closed ones (T11)', async () => {
    const desk = await Desk.open({ modes: 'none' });
    const { ada, story } = await readyStory(desk);
    const closed = new Story(desk, { id: 'closed', contact: story.contact });
    await closed.tells((it) => it.contactWrites('Old').advisorReplies('Very old').isClosed());
    await isHeld(story, 'no-mode-enabled');
    await desk.isConfigured({ modeA: { enabled: true } });
    await becomesTicket(story, { requester: ada });
    await isHeld(closed, 'closed-before-opening');
  });
});

describe('an X account without a contract', () => {
  it.each(['x', 'Twitter'])('G4 syncs nothing, and nothing of it leaves (%s)', async (network) => {
    const desk = await Desk.open({ modes: 'A and B', network });
    const ada = await desk.hasCustomer('Somebody else');
    const email = desk.email('secret');
    const contact = { name: 'Secret Name', fields: { email } };
    const story = new Story(desk, { contact });
    await story.tells((it) =>
      it
        .contactWrites('Secret text')
        .advisorReplies('Secret answer')
        .isRoutedTo(desk.teamId)
        .contactIsAssociated(desk.organizationId, ada.id),
    );
    await isHeld(story, 'x-contract-missing');
    const path = `/v1/contacts/${story.contact.id}/associations/${desk.organizationId}`;
    const refusal = await desk.advisor.send('PUT', path, { body: { zendeskUserId: ada.id } });
    expect(refusal).toMatchObject({ status: 409, body: { code: 'x-contract-missing' } });
    await story.tells((it) => it.contactWrites('Another secret').isClosed());
    await isHeld(story, 'x-contract-missing');
    const { calls, tickets, users } = await desk.zendesk.truth();
    expect(tickets).toEqual([]);
    expect(users.map((user) => user.email)).not.toContain(email);
    expect(JSON.stringify(calls)).not.toMatch(/secret/i);
  });

  it('G4 goes on once an administrator marks the contract', async () => {
    const desk = await Desk.open({ network: 'x' });
    const { ada, story } = await readyStory(desk);
    await isHeld(story, 'x-contract-missing');
    await desk.switches({ directApiContract: true });
    await becomesTicket(story, { requester: ada });
  });
});
