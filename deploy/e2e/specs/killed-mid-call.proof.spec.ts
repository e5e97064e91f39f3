import { becomesTicket, Desk, everythingStillHolds, Story } from '../src';
import { killHard } from '../src/services';

afterAll(everythingStillHolds);

/** How Zendesk stood when ticket-writer died: the call is in the ledger, and its answer never came. */
const UNANSWERED = [
  { call: 'POST', path: '*/tickets', fault: 'stall-after' },
  { call: 'POST', path: '*/tickets', fault: 'stall' },
  { call: 'PUT', path: '*/tickets/*', fault: 'stall-after' },
  { call: 'PUT', path: '*/tickets/*', fault: 'stall' },
] as const;
const STALL_MS = 60_000;

describe('kill -9 of ticket-writer between the ledger and the answer', () => {
  it('K15 makes one ticket and one comment, whether Zendesk had applied the call or never saw it', async () => {
    const told = await Promise.all(
      UNANSWERED.map(async ({ call, path, fault }, index) => {
        const desk = await Desk.open();
        const ada = await desk.hasCustomer('Ada Lovelace');
        const story = new Story(desk, { id: `unanswered-${index}` });
        await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
        if (call === 'PUT') {
          await story.isAssociatedWith(ada);
          await becomesTicket(story, { requester: ada });
        }
        await desk.zendesk.isDisturbedBy({ kind: fault, method: call, path, times: 1, delayMs: STALL_MS });
        return { call, desk, ada, story };
      }),
    );
    await Promise.all(
      told.map(async ({ call, desk, ada, story }) => {
        if (call === 'PUT') await story.tells((it) => it.contactWrites('Are you there?'));
        else await story.isAssociatedWith(ada);
        await desk.zendesk.hasCallUnderWay(call);
      }),
    );
    await killHard('ticket-writer');
    for (const { ada, story } of told) await becomesTicket(story, { requester: ada }, 120_000);
  });
});
