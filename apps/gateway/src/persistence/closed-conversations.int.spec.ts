import { ticketKey } from '@parley/contracts';
import type { Database } from '@parley/platform';
import { aConversation } from '@parley/testing';
import type { ConversationStory } from '@parley/testing';
import { gatewayDatabase } from '../../test/gateway-database';
import type { GatewayDatabase } from '../../test/gateway-database';
import { decoded } from '../../test/decoded';
import { ORGANIZATION, held, requested } from '../../test/derived';
import { countClosedConversations } from './closed-conversations';
import { countHeldConversations } from './held-conversations';
import { PROJECTION_STORES } from './projection-stores';

const ACCOUNT = 'acc-whatsapp-1';

describe('closed conversations of an account', () => {
  let database: GatewayDatabase;
  let store: Database;
  let told = 0;
  beforeAll(async () => {
    database = await gatewayDatabase();
    store = database.store;
  });
  afterAll(() => database.drop());
  beforeEach(() => store.query('truncate log_event, conversation, gate_report, sync_target, timeline_entry'));

  const tell = (story: ConversationStory) =>
    store.transaction((tx) =>
      PROJECTION_STORES.facts(tx, decoded(story.events(), { offset: (told += 100) })),
    );
  const decide = (id: string, event: ReturnType<typeof held> | ReturnType<typeof requested>) => {
    const own = {
      ...event,
      id: `${event.id}-${id}`,
      data: {
        ...event.data,
        conversationId: id,
        ...('ticketKey' in event.data && { ticketKey: ticketKey(ORGANIZATION, id) }),
      },
    } as typeof event;
    return store.transaction((tx) => PROJECTION_STORES.decisions(tx, decoded([own], { offset: 1 })));
  };
  const count = (since: string, accountId = ACCOUNT) =>
    countClosedConversations(store, ORGANIZATION, accountId, since);

  it('T11 are counted from a date on, those whose trigger is complete apart', async () => {
    await tell(aConversation('waits').contactWrites('x').isClosed());
    await decide('waits', held(1, 'no-human-reply'));
    await tell(aConversation('ready').contactWrites('x').advisorReplies('y').isClosed());
    await decide('ready', held(1, 'closed-before-opening'));
    await tell(aConversation('open').contactWrites('x').advisorReplies('y'));
    await decide('open', held(1, 'closed-before-opening'));
    await tell(aConversation('elsewhere').on('another').contactWrites('x').isClosed());
    expect(await count('2026-11-21T09:00:00.000Z')).toMatchObject({ ready: 1, total: 2 });
    expect(await count('2026-11-21T09:00:02.000Z')).toMatchObject({ ready: 1, total: 1 });
    expect(await count('2026-11-21T09:00:03.000Z')).toMatchObject({ ready: 0, total: 0 });
    expect(await count('2026-11-21T09:00:00.000Z', 'another')).toMatchObject({ ready: 0, total: 1 });
  });

  it('T11 are counted as the trigger stands while the account is shut, and no more once they have a ticket', async () => {
    await tell(aConversation('ready').contactWrites('x').advisorReplies('y').isClosed());
    const report = held(1);
    const [known, trigger] = report.data.gates;
    const gates = [
      { ...known!, gate: 'account-enabled' as const, open: false, reason: 'account-disabled' as const },
      {
        gate: 'trigger' as const,
        mode: 'A' as const,
        open: true,
        since: trigger!.since,
        cause: trigger!.cause,
      },
    ];
    await decide('ready', { ...report, data: { ...report.data, gates } });
    expect(await count('2026-11-21T09:00:00.000Z')).toMatchObject({ ready: 1, total: 1 });
    await decide('ready', requested(2, 3));
    expect(await count('2026-11-21T09:00:00.000Z')).toMatchObject({ ready: 0, total: 0 });
  });

  it('T11 stand apart from those that the switch holds back: new ones, ready or not, and those to catch up with', async () => {
    const none = { ready: 0, catchUp: 0, total: 0 };
    const heldBack = () => countHeldConversations(store, ORGANIZATION, ACCOUNT);
    expect(await heldBack()).toEqual(none);
    await tell(aConversation('waits').contactWrites('x'));
    await decide('waits', held(1, 'no-human-reply'));
    await tell(aConversation('ready').contactWrites('x').advisorReplies('y'));
    const report = held(1);
    const gates = report.data.gates.map(({ gate, since, cause }) => ({ gate, since, cause, open: true }));
    await decide('ready', { ...report, data: { ...report.data, gates } });
    await tell(aConversation('closed').contactWrites('x').isClosed());
    expect(await heldBack()).toEqual({ ready: 1, catchUp: 0, total: 2 });
    await decide('ready', requested(2, 1_000_000));
    expect(await heldBack()).toEqual({ ready: 0, catchUp: 0, total: 1 });
    await decide('waits', requested(2, 1));
    expect(await heldBack()).toEqual({ ready: 0, catchUp: 1, total: 1 });
    await decide('waits', requested(3, 1, { frozen: true }));
    expect(await heldBack()).toEqual(none);
  });

  it('T11 are none any more when somebody writes in them', async () => {
    await tell(aConversation('c').contactWrites('x').isClosed());
    await tell(aConversation('c').contactWrites('x').isClosed().contactWrites('Still there?'));
    expect(await count('2026-11-21T09:00:00.000Z')).toMatchObject({ total: 0 });
  });
});
