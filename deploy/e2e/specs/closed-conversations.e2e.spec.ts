import { eventually } from '@parley/testing';
import { Desk, Story, becomesTicket, everythingStillHolds, isHeld } from '../src';

afterAll(everythingStillHolds);

/** When the story's n-th event happened; stories tell one a second. */
const second = (n: number): string =>
  new Date(Date.parse('2026-11-21T09:00:00.000Z') + n * 1_000).toISOString();

/** A desk whose account is still shut, with conversations that were closed before. */
async function closedDesk() {
  const desk = await Desk.open({ enabled: false });
  const ada = await desk.hasCustomer('Ada Lovelace');
  const early = new Story(desk, { id: 'early' });
  const { contact } = early;
  await early.tells((it) => it.contactWrites('Hello').advisorReplies('Hi').isClosed());
  const late = new Story(desk, { id: 'late', contact });
  await late.tells((it) =>
    it.contactWrites('Hello').advisorReplies('Hi').contactWrites('Thanks').isTagged('vip').isClosed(),
  );
  const open = new Story(desk, { id: 'open', contact });
  await open.tells((it) => it.contactWrites('Hello').isClosed().isReopened().advisorReplies('Hi'));
  const unanswered = new Story(desk, { id: 'unanswered', contact });
  await unanswered.tells((it) => it.contactWrites('Hello').contactWrites('?').contactWrites('??').isClosed());
  await open.tells((it) => it.contactIsAssociated(desk.organizationId, ada.id));
  await isHeld(unanswered, 'account-disabled');
  /** What the administrator is told before opening. */
  const closedSince = async (since: string) => {
    const path = `/v1/organizations/${desk.organizationId}/accounts/${desk.accountId}`;
    const answer = await desk.admin.ask('GET', `${path}?includeClosedSince=${since}`);
    return (answer as { readonly closedConversations: unknown }).closedConversations;
  };
  const tells = (since: string, ready: number, total: number) =>
    eventually(
      async () => {
        expect(await closedSince(since)).toEqual({ since, ready, total });
        return true;
      },
      { describe: `${ready} of ${total} closed conversations since ${since} to be ready` },
    );
  return { desk, ada, early, late, open, unanswered, tells };
}

const HISTORY = { status: 'closed' } as const;

describe('opening an account', () => {
  it('T11 sends closed conversations only from the date that the administrator gives, who sees the number before', async () => {
    const { desk, ada, early, late, open, unanswered, tells } = await closedDesk();
    await tells(second(0), 2, 3);
    await tells(second(3), 1, 2);
    await tells(second(9), 0, 0);
    await desk.switches({ enabled: true, includeClosedSince: second(3) });
    await becomesTicket(open, { requester: ada, historyLength: 2 });
    await becomesTicket(late, { requester: ada, tags: ['vip'], ...HISTORY });
    await isHeld(early, 'closed-before-opening');
    await isHeld(unanswered, 'no-human-reply');
    await tells(second(0), 1, 2);
    await desk.switches({ includeClosedSince: second(0) });
    await becomesTicket(early, { requester: ada, ...HISTORY });
    await isHeld(unanswered, 'no-human-reply');
  });

  it('T11 sends no closed conversation without a date', async () => {
    const { desk, ada, early, late, open } = await closedDesk();
    await desk.switches({ enabled: true });
    await becomesTicket(open, { requester: ada });
    await isHeld(early, 'closed-before-opening');
    await isHeld(late, 'closed-before-opening');
  });
});
