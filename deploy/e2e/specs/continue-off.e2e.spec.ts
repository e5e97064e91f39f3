import { eventually } from '@parley/testing';
import {
  Desk,
  Story,
  becomeTickets,
  becomesTicket,
  everythingStillHolds,
  publishOverHttp,
  type DeskOptions,
} from '../src';

afterAll(everythingStillHolds);

/** A contact of a desk whose tickets do not go on, with an e-mail known before. */
async function routedOnce(options: DeskOptions = {}) {
  const desk = await Desk.open({ modes: 'B', continueAfterCreation: false, ...options });
  const requester = desk.email('ada');
  const story = new Story(desk, { contact: { name: 'Ada Lovelace', fields: { email: requester } } });
  /** The ticket that shows the first `count` of all messages. */
  const upTo = (count: number) => ({
    requester,
    messages: said(story).slice(0, count),
    historyLength: count,
  });
  return { desk, story, upTo };
}

/** What every message told so far must look like, in order. */
function said(story: Story) {
  return story.events.flatMap(({ data }) => {
    if (!('message' in data) || !('sentAt' in data.message)) return [];
    const who = 'author' in data ? `${data.author.name ?? ''} (${data.author.kind})` : 'Ada Lovelace';
    return [{ who, text: data.message.text ?? '', shown: 'public' as const, marks: [] }];
  });
}

/** The setting is switched, and the deciding service has it: Mode A is switched with it, which its gate shows. */
async function continues(desk: Desk, on: boolean): Promise<void> {
  await desk.isConfigured({ modeA: { enabled: !on }, modeB: desk.modeB({ continueAfterCreation: on }) });
  await desk.holdsBecause(on ? 'not-routed' : 'not-associated');
}

describe('Mode B without continuing after creation', () => {
  it('T6 writes the first ticket whole and never touches it again; each later message of the contact makes its own', async () => {
    const { desk, story, upTo } = await routedOnce();
    await story.tells((it) => it.contactWrites('One').botReplies('Welcome').isRoutedTo(desk.teamId));
    const [first] = await becomeTickets(story, [upTo(2)]);
    await story.tells((it) =>
      it
        .advisorReplies('A reply')
        .isTagged('vip')
        .messageIsEdited('A better reply')
        .isClosed()
        .isReopened()
        .isRoutedTo(null)
        .isRoutedTo(desk.teamId)
        .botReplies('A bot speaks')
        .contactWrites('Two'),
    );
    const two = story.lastEvent;
    const edited = (count: number) => {
      const { messages, ...rest } = upTo(count);
      const shown = messages.map((one) =>
        one.text === 'A reply' ? { ...one, text: 'A better reply' } : one,
      );
      return { ...rest, messages: shown, tags: ['vip'] };
    };
    const [sameFirst, second] = await becomeTickets(story, [upTo(2), { ...edited(5), firing: two }]);
    expect(sameFirst).toEqual(first);
    await story.tells((it) => it.isTagged('other').contactWrites('Three'));
    const three = story.lastEvent;
    await story.tells((it) => it.advisorReplies('Bye').isTagged('last').isClosed().isRoutedTo(desk.teamId));
    const third = { ...edited(6), tags: ['other'], firing: three };
    const all = await becomeTickets(story, [upTo(2), { ...edited(5), firing: two }, third]);
    expect(all.slice(0, 2)).toEqual([first, second]);
    // Read, and of no effect on any ticket.
    await story.hasStatus({ state: 'applied' });
  });

  it('T6 makes no ticket of a message while the conversation is with another team, nor of one told twice', async () => {
    const { desk, story, upTo } = await routedOnce();
    await story.tells((it) => it.contactWrites('One').isRoutedTo(desk.teamId));
    await story.tells((it) => it.contactWrites('Two'));
    const two = { ...upTo(2), firing: story.lastEvent };
    const again = story.events.at(-1)!;
    await publishOverHttp([{ ...again, id: `${again.id}-told-again` }]);
    await story.tells((it) => it.isRoutedTo('another-team').contactWrites('Not for them'));
    await story.tells((it) => it.isRoutedTo(desk.teamId).contactWrites('Four'));
    await becomeTickets(story, [upTo(1), two, { ...upTo(4), firing: story.lastEvent }]);
  });

  it('T6 T11 makes one ticket of what a shut gate held', async () => {
    const { desk, story, upTo } = await routedOnce();
    await story.tells((it) => it.contactWrites('One').isRoutedTo(desk.teamId));
    await becomeTickets(story, [upTo(1)]);
    await desk.switches({ enabled: false });
    await desk.holdsBecause('account-disabled');
    await story.tells((it) => it.contactWrites('Two').advisorReplies('Wait').contactWrites('Three'));
    const three = story.lastEvent;
    await story.tells((it) => it.advisorReplies('Not in any ticket'));
    await eventually(async () => (await story.explanation())?.gates.some(({ open }) => !open), {
      describe: 'the conversation to meet the shut gate',
    });
    await desk.switches({ enabled: true });
    await becomeTickets(story, [upTo(1), { ...upTo(4), firing: three }]);
  });

  it('T6 makes one ticket when the gate held the first one, too', async () => {
    const { desk, story, upTo } = await routedOnce();
    await desk.switches({ enabled: false });
    await desk.holdsBecause('account-disabled');
    await story.tells((it) => it.contactWrites('One').isRoutedTo(desk.teamId).contactWrites('Two'));
    await story.tells((it) => it.advisorReplies('A reply').contactWrites('Three').botReplies('Bye'));
    await story.isHeldBecause('account-disabled');
    await desk.switches({ enabled: true });
    await becomeTickets(story, [upTo(4)]);
  });

  it('T6 never fires Mode A for a conversation with a frozen ticket, whenever it is associated and answered', async () => {
    const { desk, story, upTo } = await routedOnce({ modes: 'A and B' });
    const grace = await desk.hasCustomer('Grace');
    await story.tells((it) => it.contactWrites('One').isRoutedTo(desk.teamId));
    await becomeTickets(story, [upTo(1)]);
    await story.tells((it) => it.advisorReplies('A human'));
    await story.isAssociatedWith(grace);
    await story.tells((it) => it.isRoutedTo(null).advisorReplies('Another').contactWrites('Two'));
    const other = new Story(desk, { id: 'other', contact: story.contact });
    await other.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await becomesTicket(other, { requester: grace });
    expect((await desk.zendesk.truth()).tickets).toHaveLength(2);
  });
});

describe('the switch of Mode B that ends continuing', () => {
  it('T6 is read at each event: a running ticket freezes, a frozen one stays so, the next one goes on', async () => {
    const { desk, story, upTo } = await routedOnce({ continueAfterCreation: true });
    await story.tells((it) => it.contactWrites('One').isRoutedTo(desk.teamId).advisorReplies('Two'));
    const whole = { ...upTo(2), historyLength: 1 };
    await becomesTicket(story, whole);
    await continues(desk, false);
    await story.tells((it) => it.advisorReplies('Three'));
    await becomeTickets(story, [whole]);
    await continues(desk, true);
    await story.tells((it) => it.botReplies('Four'));
    await becomeTickets(story, [whole]);
    await story.tells((it) => it.contactWrites('Five'));
    const firing = story.lastEvent;
    await becomeTickets(story, [whole, { ...upTo(5), firing }], 'syncing');
    await story.tells((it) => it.advisorReplies('Six').isClosed());
    const own = { ...upTo(6), historyLength: 5, status: 'closed', firing };
    await becomeTickets(story, [whole, own], 'syncing');
  });
});
