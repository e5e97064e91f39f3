import { MAX_OPEN_REPLIES } from './replies';
import { tell, tellContact } from '../test/tell';
import { World } from '../test/world';

describe('Mode A', () => {
  it('T1 fires at the reply when the association came first', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.message();
    tellContact(world).associated(9001);
    const reply = conversation.reply();
    expect(world.targetsOf('conv-1')).toEqual([
      { mode: 'A', requester: 'user:9001', firedAt: reply, through: reply, frozen: false },
    ]);
  });

  it('T1 fires at the association when the reply came first', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.message();
    conversation.reply();
    expect(world.targetsOf('conv-1')).toEqual([]);
    const associated = tellContact(world).associated(9001);
    expect(world.targetsOf('conv-1')).toMatchObject([
      { mode: 'A', firedAt: associated, through: associated },
    ]);
  });

  it('T1 names the event that completed the trigger', () => {
    const world = World.open();
    tell(world).reply();
    tellContact(world).associated();
    const asked = world.decisions.find((decision) => decision.kind === 'asked');
    expect(asked).toMatchObject({
      ticket: { completedBy: { cause: { source: '/platforms/acme', id: 'e-4' } } },
    });
  });

  it('T1 counts a pending reply from the moment it is sent', () => {
    const world = World.open();
    tellContact(world).associated();
    const conversation = tell(world);
    conversation.reply('pending', 'r-1');
    expect(world.targetsOf('conv-1')).toEqual([]);
    const sent = conversation.delivery('r-1', 'sent');
    expect(world.targetsOf('conv-1')).toMatchObject([{ firedAt: sent }]);
  });

  it('T1 fires nothing while Mode A is off', () => {
    const world = World.open({ modeA: { enabled: false } });
    tellContact(world).associated();
    tell(world).reply();
    expect(world.targetsOf('conv-1')).toEqual([]);
  });

  it('T1 takes an association in another organization for none', () => {
    const world = World.open();
    tellContact(world).associated(9001, 'other');
    tell(world).reply();
    expect(world.targetsOf('conv-1')).toEqual([]);
    expect(world.reasonsOf('conv-1')).toContain('not-associated');
  });

  it('T2 never fires for a conversation that only bots answered', () => {
    const world = World.open();
    tellContact(world).associated();
    const conversation = tell(world);
    conversation.message();
    conversation.botReply();
    conversation.botReply('pending', 'b-1');
    conversation.delivery('b-1', 'sent');
    expect(world.targetsOf('conv-1')).toEqual([]);
  });

  it('T2 does not count a reply whose delivery failed, nor an internal note', () => {
    const world = World.open();
    tellContact(world).associated();
    const conversation = tell(world);
    conversation.reply('failed', 'r-1');
    conversation.reply('pending', 'r-2');
    conversation.delivery('r-2', 'failed');
    conversation.note();
    expect(world.reasonsOf('conv-1')).toContain('no-human-reply');
    conversation.delivery('r-1', 'sent');
    expect(world.targetsOf('conv-1')).toHaveLength(1);
  });

  it('T2 takes back a reply that failed after it was reported as sent', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.reply('sent', 'r-1');
    conversation.delivery('r-1', 'failed');
    tellContact(world).associated();
    expect(world.targetsOf('conv-1')).toEqual([]);
    conversation.delivery('r-1', 'sent');
    expect(world.targetsOf('conv-1')).toHaveLength(1);
  });

  it('T2 still counts the second reply when the first one failed', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.reply('sent', 'r-1');
    conversation.reply('sent', 'r-2');
    conversation.delivery('r-1', 'failed');
    tellContact(world).associated();
    expect(world.targetsOf('conv-1')).toHaveLength(1);
  });

  it('T2 follows a bounded number of replies: the oldest unsent one is forgotten, a sent one counts for good', () => {
    const unsent = World.open();
    tellContact(unsent).associated();
    const first = tell(unsent);
    for (let reply = 0; reply <= MAX_OPEN_REPLIES; reply += 1) first.reply('pending', `r-${reply}`);
    first.delivery('r-0', 'sent');
    expect(unsent.targetsOf('conv-1')).toEqual([]);
    first.delivery('r-1', 'sent');
    expect(unsent.targetsOf('conv-1')).toHaveLength(1);

    const sent = World.open();
    const second = tell(sent);
    for (let reply = 0; reply <= MAX_OPEN_REPLIES; reply += 1)
      second.reply(reply === 0 ? 'sent' : 'pending', `r-${reply}`);
    second.delivery('r-0', 'failed');
    tellContact(sent).associated();
    expect(sent.targetsOf('conv-1')).toHaveLength(1);
  });

  it('T3 fires for every earlier conversation with a human reply, closed ones too, and for no other', () => {
    const world = World.open({
      accounts: ['whatsapp', 'chat'].map((accountId) => ({
        accountId,
        enabled: true,
        directApiContract: false,
        includeClosedSince: undefined,
      })),
    });
    world.know('chat');
    tell(world, 'answered').reply();
    const closed = tell(world, 'closed', 'chat');
    closed.reply();
    closed.closed();
    tell(world, 'bots-only').botReply();
    tell(world, 'elsewhere', 'unlinked').reply();
    const associated = tellContact(world).associated(9001);
    expect(world.targetsOf('answered')).toMatchObject([{ requester: 'user:9001', firedAt: associated }]);
    expect(world.targetsOf('closed')).toMatchObject([{ requester: 'user:9001', firedAt: associated }]);
    expect(world.targetsOf('bots-only')).toEqual([]);
    expect(world.targetsOf('elsewhere')).toEqual([]);
  });

  it('T3 makes no second ticket where there is one: a Mode B ticket keeps its requester', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    const reply = conversation.reply();
    tellContact(world).associated(9001);
    expect(world.targetsOf('conv-1')).toMatchObject([
      { mode: 'B', requester: 'email:ada@example.com', through: reply },
    ]);
  });

  it('T9 keeps a synced conversation going after a disassociation, and fires no new one', () => {
    const world = World.open();
    tellContact(world).associated(9001);
    const old = tell(world, 'old');
    old.reply();
    tellContact(world).disassociated();
    const last = old.message();
    tell(world, 'new').reply();
    expect(world.targetsOf('old')).toMatchObject([{ requester: 'user:9001', through: last }]);
    expect(world.targetsOf('new')).toEqual([]);
  });

  it('T10 gives the open tickets of an association the new requester', () => {
    const world = World.open();
    tellContact(world).associated(9001);
    const conversation = tell(world);
    const reply = conversation.reply();
    tellContact(world).associated(9002);
    expect(world.targetsOf('conv-1')).toMatchObject([
      { requester: 'user:9002', firedAt: reply, through: reply },
    ]);
    tellContact(world).disassociated();
    tellContact(world).associated(9003);
    expect(world.targetsOf('conv-1')).toMatchObject([{ requester: 'user:9003' }]);
  });

  it('T10 leaves closed, frozen and Mode B tickets to their requester', () => {
    const world = World.open();
    tellContact(world).associated(9001);
    const closed = tell(world, 'closed');
    closed.reply();
    closed.closed();
    const modeB = tell(world, 'mode-b');
    modeB.email('ada@example.com');
    modeB.routed();
    const byUser = tell(world, 'mode-b-by-user');
    byUser.routed();
    tellContact(world).associated(9002);
    expect(world.targetsOf('closed')).toMatchObject([{ requester: 'user:9001' }]);
    expect(world.targetsOf('mode-b')).toMatchObject([{ requester: 'email:ada@example.com' }]);
    expect(world.targetsOf('mode-b-by-user')).toMatchObject([{ mode: 'B', requester: 'user:9001' }]);
  });

  it('T10 counts a solved ticket as open, and a conversation that came back to life', () => {
    const solved = World.open({ closeAs: 'solved' });
    tellContact(solved).associated(9001);
    const conversation = tell(solved);
    conversation.reply();
    conversation.closed();
    tellContact(solved).associated(9002);
    expect(solved.targetsOf('conv-1')).toMatchObject([{ requester: 'user:9002' }]);

    const followUp = World.open();
    tellContact(followUp).associated(9001);
    const again = tell(followUp);
    again.reply();
    again.closed();
    again.message();
    tellContact(followUp).associated(9002);
    expect(followUp.targetsOf('conv-1')).toMatchObject([{ requester: 'user:9002' }]);
  });
});
