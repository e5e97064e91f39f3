import { tell, tellContact } from '../test/tell';
import { EMAIL_KEY, TEAM, World } from '../test/world';

const ACCOUNT = {
  accountId: 'whatsapp',
  enabled: true,
  directApiContract: false,
  includeClosedSince: undefined,
};
const OFF = { ...ACCOUNT, enabled: false };
const MODE_B = { enabled: true, teamId: TEAM, emailKey: EMAIL_KEY, continueAfterCreation: true };

function fired(world: World, conversationId = 'conv-1') {
  const conversation = tell(world, conversationId);
  conversation.email('ada@example.com');
  conversation.routed();
  return conversation;
}

describe('once a conversation fired', () => {
  it('T8 goes on with every kind of event, and routing away does not stop it', () => {
    const world = World.open();
    const conversation = fired(world);
    conversation.routed(null);
    const offsets = [
      conversation.message(),
      conversation.reply('pending', 'r-1'),
      conversation.botReply(),
      conversation.delivery('r-1', 'failed'),
      conversation.note(),
      conversation.closed(),
      conversation.reopened(),
    ];
    const asked = world.decisions.flatMap((decision) =>
      decision.kind === 'asked' ? [decision.ticket.through.offset] : [],
    );
    expect(asked.slice(1)).toEqual(offsets);
  });

  it('T8 asks for nothing when an event shows nothing in a ticket', () => {
    const world = World.open();
    const conversation = fired(world);
    const before = world.decisions.length;
    conversation.routed('another-team');
    conversation.email('grace@example.com');
    expect(world.decisions).toHaveLength(before);
  });

  it('T8 goes on when its mode is switched off', () => {
    const world = World.open();
    const conversation = fired(world);
    world.configure({ modeB: { ...MODE_B, enabled: false }, modeA: { enabled: false } });
    const last = conversation.message();
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: last }]);
  });

  it('T11 stops at the event that meets a shut gate and catches up when it opens', () => {
    const world = World.open();
    const conversation = fired(world);
    const shown = conversation.message();
    world.configure({ accounts: [OFF] });
    conversation.message();
    const missed = conversation.closed();
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: shown }]);
    expect(world.reasonsOf('conv-1')).toEqual(['account-disabled']);
    world.configure({ accounts: [ACCOUNT] });
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: missed }]);
  });

  it('T11 catches up on what fired, even when it closed, while the account was off again', () => {
    const world = World.open();
    world.configure({ accounts: [OFF] });
    const conversation = fired(world);
    conversation.routed(null);
    const closed = conversation.closed();
    world.configure({ accounts: [ACCOUNT] });
    expect(world.targetsOf('conv-1')).toMatchObject([{ mode: 'B', through: closed }]);
  });

  it('T11 fires at the first opening of an account for conversations that are not closed upstream', () => {
    const world = World.open({ accounts: [OFF] });
    fired(world, 'open');
    fired(world, 'closed').closed();
    fired(world, 'away').routed(null);
    const reopened = fired(world, 'reopened');
    reopened.closed();
    reopened.reopened();
    world.configure({ accounts: [ACCOUNT] });
    expect(world.targetsOf('open')).toHaveLength(1);
    expect(world.targetsOf('reopened')).toHaveLength(1);
    expect(world.targetsOf('closed')).toEqual([]);
    expect(world.targetsOf('away')).toEqual([]);
    expect(world.reasonsOf('closed')).toEqual(['not-associated', 'closed-before-opening']);
  });

  it('T11 fires at the first opening of a mode for conversations that are not closed upstream', () => {
    const world = World.open({ modeB: { ...MODE_B, enabled: false } });
    fired(world, 'open');
    fired(world, 'closed').closed();
    world.configure({ modeB: MODE_B });
    expect(world.targetsOf('open')).toHaveLength(1);
    expect(world.targetsOf('closed')).toEqual([]);
  });

  it('T11 includes closed conversations from the date the administrator gives', () => {
    const world = World.open({ accounts: [OFF] });
    fired(world, 'older').closed();
    const from = fired(world, 'newer').closed();
    world.configure({ accounts: [{ ...ACCOUNT, includeClosedSince: from }] });
    expect(world.targetsOf('older')).toEqual([]);
    expect(world.targetsOf('newer')).toHaveLength(1);
  });

  it('T11 fires for a conversation closed after the opening, however late the opening was read', () => {
    const world = World.open({ accounts: [OFF] });
    world.configure({ accounts: [ACCOUNT] }, false);
    const surroundings = world.surroundingsOf('whatsapp');
    expect(surroundings.link?.firstEnabledAt).toBe(3);
    fired(world, 'live').closed();
    expect(world.targetsOf('live')).toHaveLength(1);
  });

  it('T11 opens an account on X with its contract, not with its switch', () => {
    const world = World.open({}, 'x');
    fired(world, 'closed').closed();
    fired(world, 'open');
    world.configure({ accounts: [{ ...ACCOUNT, directApiContract: true }] });
    expect(world.targetsOf('open')).toHaveLength(1);
    expect(world.targetsOf('closed')).toEqual([]);
  });

  it('T4 follows the team and the field that are configured now', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.fields({ other: 'ada@example.com' });
    conversation.routed('second-team');
    expect(world.targetsOf('conv-1')).toEqual([]);
    world.configure({ modeB: { ...MODE_B, teamId: 'second-team' } });
    expect(world.reasonsOf('conv-1')).toContain('email-missing');
    world.configure({ modeB: { ...MODE_B, teamId: 'second-team', emailKey: 'other' } });
    expect(world.targetsOf('conv-1')).toMatchObject([{ requester: 'email:ada@example.com' }]);
  });

  it('A1 fires anew in the organization its account is linked to now, and goes on in the first when it comes back', () => {
    const world = World.open();
    const conversation = fired(world);
    world.configure({ accounts: [] });
    world.configure({ id: 'other' });
    expect(world.targetsOf('conv-1')).toHaveLength(2);
    const inOther = conversation.message();
    expect(world.targetsOf('conv-1')[1]).toMatchObject({ through: inOther });
    expect(world.targetsOf('conv-1')[0]?.through).toBeLessThan(inOther);
    world.configure({ id: 'other', accounts: [] });
    world.configure({ accounts: [ACCOUNT] });
    expect(world.targetsOf('conv-1')[0]).toMatchObject({ through: inOther });
  });

  it('C7 gives two conversations of one contact two requesters when their e-mails differ', () => {
    const world = World.open();
    const one = tell(world, 'one');
    one.email('ada@example.com');
    one.routed();
    const two = tell(world, 'two');
    two.email('grace@example.com');
    two.routed();
    expect(world.targetsOf('one')).toMatchObject([{ requester: 'email:ada@example.com' }]);
    expect(world.targetsOf('two')).toMatchObject([{ requester: 'email:grace@example.com' }]);
  });

  it('X7 forgets names and addresses of an erased contact', () => {
    const world = World.open();
    tell(world).message('m-1', { name: 'Ada', fields: { [EMAIL_KEY]: 'ada@example.com' } });
    tellContact(world).associated();
    tellContact(world).erased();
    expect(world.contact.name).toBeUndefined();
    expect(world.contact.fields.byKey.size).toBe(0);
    expect(world.contact.associations.size).toBe(1);
  });
});
