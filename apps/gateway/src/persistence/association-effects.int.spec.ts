import type { Database } from '@parley/platform';
import { aConversation } from '@parley/testing';
import type { ConversationStory } from '@parley/testing';
import { gatewayDatabase } from '../../test/gateway-database';
import type { GatewayDatabase } from '../../test/gateway-database';
import { decoded } from '../../test/decoded';
import { ORGANIZATION, held, requested, ticket } from '../../test/derived';
import { PostgresAssociationEffects } from './association-effects';
import { PROJECTION_STORES } from './projection-stores';

/** Whom the story builder's contact is. */
const CONTACT = 'contact-1';

describe('what an association would send (C2)', () => {
  let database: GatewayDatabase;
  let store: Database;
  let told = 0;
  beforeAll(async () => {
    database = await gatewayDatabase();
    store = database.store;
  });
  afterAll(() => database.drop());
  beforeEach(() =>
    store.query('truncate log_event, conversation, gate_report, sync_target, timeline_entry, ticket, lane'),
  );

  const tell = (story: ConversationStory) =>
    store.transaction((tx) =>
      PROJECTION_STORES.facts(tx, decoded(story.events(), { offset: (told += 100) })),
    );
  const decide = (id: string, event: ReturnType<typeof held> | ReturnType<typeof requested>) => {
    const own = {
      ...event,
      id: `${event.id}-${id}`,
      data: { ...event.data, conversationId: id, organizationId: ORGANIZATION },
    } as typeof event;
    return store.transaction((tx) => PROJECTION_STORES.decisions(tx, decoded([own], { offset: 1 })));
  };
  const count = (zendeskUserId = 7) =>
    new PostgresAssociationEffects(store).count(
      { contactId: CONTACT, organizationId: ORGANIZATION },
      zendeskUserId,
    );

  it('T3 counts a conversation with a human reply that waits for nothing else', async () => {
    await tell(aConversation('ready').contactWrites('x').advisorReplies('y'));
    await decide('ready', held(1, 'not-associated'));
    await tell(aConversation('silent').contactWrites('x'));
    await decide('silent', held(1, 'not-associated'));
    await tell(aConversation('associated').contactWrites('x').advisorReplies('y'));
    await decide('associated', held(1, 'no-human-reply'));
    expect(await count()).toEqual({ newTickets: 1, newRequesters: 0, waiting: 2 });
  });

  it('T3 leaves waiting what another gate stops', async () => {
    await tell(aConversation('off').contactWrites('x').advisorReplies('y'));
    const report = held(1, 'not-associated');
    const [known, trigger] = report.data.gates;
    const shut = {
      ...known!,
      gate: 'account-enabled' as const,
      open: false,
      reason: 'account-disabled' as const,
    };
    await decide('off', { ...report, data: { ...report.data, gates: [shut, trigger!] } });
    expect(await count()).toEqual({ newTickets: 0, newRequesters: 0, waiting: 1 });
  });

  it('T10 counts open tickets of another user, and neither closed ones nor those of Mode B', async () => {
    await tell(aConversation('conv-1').contactWrites('x').advisorReplies('y'));
    await decide('conv-1', requested(1, 3));
    const write = (event: ReturnType<typeof ticket>) =>
      store.transaction((tx) => PROJECTION_STORES.tickets(tx, decoded([event], { offset: 1 })));
    await write(ticket('created', 1, 3));
    expect(await count(7)).toEqual({ newTickets: 0, newRequesters: 1, waiting: 0 });
    expect(await count(42)).toEqual({ newTickets: 0, newRequesters: 0, waiting: 0 });
    await write(ticket('closed', 2, 3));
    expect(await count(7)).toEqual({ newTickets: 0, newRequesters: 0, waiting: 0 });
    await decide('conv-1', requested(3, 3, { mode: 'B' }));
    expect(await count(7)).toEqual({ newTickets: 0, newRequesters: 0, waiting: 0 });
  });
});
