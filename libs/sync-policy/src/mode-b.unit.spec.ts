import { tell, tellContact } from '../test/tell';
import { EMAIL_KEY, TEAM, World } from '../test/world';

const MODE_B = { enabled: true, teamId: TEAM, emailKey: EMAIL_KEY, continueAfterCreation: true };
const ONCE = { ...MODE_B, continueAfterCreation: false };

describe('Mode B', () => {
  it('T4 fires when the conversation is routed to the team, without any association', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.message('m-1', { name: 'Ada Lovelace', fields: { [EMAIL_KEY]: 'Ada@Example.com ' } });
    const routed = conversation.routed();
    expect(world.targetsOf('conv-1')).toEqual([
      { mode: 'B', requester: 'email:ada@example.com', firedAt: routed, through: routed, frozen: false },
    ]);
    const asked = world.decisions.find((decision) => decision.kind === 'asked');
    expect(asked).toMatchObject({ ticket: { requester: { name: 'Ada Lovelace' } } });
  });

  it('T4 does not fire for another team', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed('another-team');
    conversation.routed(null);
    expect(world.targetsOf('conv-1')).toEqual([]);
    expect(world.reasonsOf('conv-1')).toContain('not-routed');
  });

  it("T4 lets the conversation's e-mail win over the contact's, a malformed one too", () => {
    const world = World.open();
    tellContact(world).email('contact@example.com');
    const valid = tell(world, 'valid');
    valid.email('conversation@example.com');
    valid.routed();
    expect(world.targetsOf('valid')).toMatchObject([{ requester: 'email:conversation@example.com' }]);
    const malformed = tell(world, 'malformed');
    malformed.email('conversation at example');
    malformed.routed();
    expect(world.reasonsOf('malformed')).toContain('email-invalid');
    malformed.email(null);
    expect(world.targetsOf('malformed')).toMatchObject([{ requester: 'email:contact@example.com' }]);
  });

  it('T5 holds without an e-mail and goes on with the whole history when a field brings one', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.message();
    conversation.routed();
    conversation.message();
    expect(world.reasonsOf('conv-1')).toContain('email-missing');
    const field = conversation.email('ada@example.com');
    expect(world.targetsOf('conv-1')).toMatchObject([{ firedAt: field, through: field }]);
  });

  it.each(['nonsense', 'ada@', 'ada@example', 42, true])(
    'T5 holds the malformed value %p until it is corrected',
    (value) => {
      const world = World.open();
      const conversation = tell(world);
      conversation.email(value);
      conversation.routed();
      expect(world.reasonsOf('conv-1')).toContain('email-invalid');
      conversation.email('ada@example.com');
      expect(world.targetsOf('conv-1')).toHaveLength(1);
    },
  );

  it('T5 opens the gate of every conversation that waits when the field of the contact is filled in', () => {
    const world = World.open();
    tell(world, 'one').routed();
    tell(world, 'two').routed();
    tell(world, 'away').routed('another-team');
    const third = tell(world, 'three');
    third.message('m-1', { fields: { [EMAIL_KEY]: 'ada@example.com' } });
    expect(world.targetsOf('one')).toHaveLength(1);
    expect(world.targetsOf('two')).toHaveLength(1);
    expect(world.targetsOf('away')).toEqual([]);
    expect(world.targetsOf('three')).toEqual([]);
  });

  it('T5 leaves the gate shut when the conversation is no longer routed to the team', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.routed();
    conversation.routed('another-team');
    conversation.email('ada@example.com');
    expect(world.targetsOf('conv-1')).toEqual([]);
    conversation.routed();
    expect(world.targetsOf('conv-1')).toHaveLength(1);
  });

  it('T5 takes the associated user where there is no e-mail', () => {
    const world = World.open({ modeA: { enabled: false } });
    const conversation = tell(world);
    conversation.routed();
    const associated = tellContact(world).associated(9001);
    expect(world.targetsOf('conv-1')).toMatchObject([
      { mode: 'B', requester: 'user:9001', firedAt: associated },
    ]);
  });

  it('T5 creates without e-mail where the organization wants that, named as K2 names a contact', () => {
    const world = World.open({ missingEmail: 'create-without-email' });
    const nameless = tell(world);
    nameless.message('m-1', { handle: '@ada' });
    nameless.routed();
    expect(world.targetsOf('conv-1')).toMatchObject([{ requester: 'nameless:contact-7' }]);
    const asked = world.decisions.find((decision) => decision.kind === 'asked');
    expect(asked).toMatchObject({ ticket: { requester: { name: '@ada' } } });
  });

  it('T5 lets go what waits for an e-mail when the organization stops asking for one', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.routed();
    world.configure({ missingEmail: 'create-without-email' });
    expect(world.targetsOf('conv-1')).toMatchObject([{ requester: 'nameless:contact-7' }]);
  });

  it('T5 changes nothing when the e-mail changes after firing', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    conversation.email('grace@example.com');
    conversation.email(null);
    expect(world.targetsOf('conv-1')).toMatchObject([{ requester: 'email:ada@example.com' }]);
  });

  it('T6 freezes the first ticket and gives every later contact message a ticket of its own', () => {
    const world = World.open({ modeB: ONCE });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    const routed = conversation.routed();
    conversation.reply();
    conversation.note();
    const second = conversation.message();
    conversation.closed();
    conversation.routed(null);
    conversation.routed();
    const third = conversation.message();
    expect(world.targetsOf('conv-1')).toEqual([
      { mode: 'B', requester: 'email:ada@example.com', firedAt: routed, through: routed, frozen: true },
      { mode: 'B', requester: 'email:ada@example.com', firedAt: second, through: second, frozen: true },
      { mode: 'B', requester: 'email:ada@example.com', firedAt: third, through: third, frozen: true },
    ]);
  });

  it('T6 makes no ticket of a message that comes after the conversation was routed away, or twice', () => {
    const world = World.open({ modeB: ONCE });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.message('m-1');
    conversation.routed();
    conversation.message('m-1');
    conversation.message('m-2');
    conversation.message('m-3');
    conversation.message('m-2');
    conversation.routed('another-team');
    conversation.message('m-4');
    expect(world.targetsOf('conv-1')).toHaveLength(3);
  });

  it('T6 never fires Mode A for a conversation with a frozen ticket', () => {
    const world = World.open({ modeB: ONCE });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    conversation.reply();
    tellContact(world).associated(9001);
    conversation.reply();
    expect(world.targetsOf('conv-1')).toMatchObject([{ mode: 'B', frozen: true }]);
  });

  it('T6 reads the setting at each event: a running ticket freezes, a frozen one stays so', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    const shown = conversation.reply();
    world.configure({ modeB: ONCE });
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: shown, frozen: false }]);
    conversation.reply();
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: shown, frozen: true }]);
    world.configure({ modeB: MODE_B });
    conversation.reply();
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: shown, frozen: true }]);
    const own = conversation.message();
    const last = conversation.reply();
    expect(world.targetsOf('conv-1')).toMatchObject([
      { through: shown, frozen: true },
      { firedAt: own, through: last, frozen: false },
    ]);
  });

  it('T6 makes one ticket of what a shut gate held', () => {
    const world = World.open({ modeB: ONCE });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    world.configure({ active: false });
    conversation.message();
    conversation.reply();
    const last = conversation.message();
    conversation.reply();
    expect(world.targetsOf('conv-1')).toHaveLength(1);
    world.configure({ active: true });
    expect(world.targetsOf('conv-1').slice(1)).toMatchObject([
      { firedAt: last, through: last, frozen: true },
    ]);
  });

  it('T6 makes one ticket when the gate held the first one too', () => {
    const world = World.open({ modeB: ONCE });
    world.configure({ active: false });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    conversation.message();
    const last = conversation.message();
    world.configure({ active: true });
    expect(world.targetsOf('conv-1')).toMatchObject([{ through: last, frozen: true }]);
  });

  it('T7 gives one ticket to a conversation that both modes want: the one that fires first decides', () => {
    const world = World.open();
    const modeAFirst = tell(world, 'a-first');
    modeAFirst.email('ada@example.com');
    modeAFirst.reply();
    tellContact(world).associated(9001);
    modeAFirst.routed();
    expect(world.targetsOf('a-first')).toMatchObject([{ mode: 'A', requester: 'user:9001' }]);
    const modeBFirst = tell(world, 'b-first');
    modeBFirst.email('ada@example.com');
    modeBFirst.routed();
    modeBFirst.reply();
    expect(world.targetsOf('b-first')).toMatchObject([{ mode: 'B', requester: 'email:ada@example.com' }]);
  });

  it('T7 goes by the log when one opening lets both modes fire', () => {
    const world = World.open({ accounts: [] });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    conversation.reply();
    tellContact(world).associated(9001);
    const account = {
      accountId: 'whatsapp',
      enabled: true,
      directApiContract: false,
      includeClosedSince: undefined,
    };
    world.configure({ accounts: [account] });
    expect(world.targetsOf('conv-1')).toMatchObject([{ mode: 'B' }]);
  });
});
