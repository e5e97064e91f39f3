import { tell, tellContact } from '../test/tell';
import { OPEN_ORGANIZATION, World } from '../test/world';

const ACCOUNT = {
  accountId: 'whatsapp',
  enabled: true,
  directApiContract: false,
  includeClosedSince: undefined,
};

describe('gates', () => {
  it('G1 holds an account that the directory does not know, then goes on when it becomes known', () => {
    const world = new World();
    world.configure(OPEN_ORGANIZATION);
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    const last = conversation.message();
    expect(world.reasonsOf('conv-1')).toEqual(['account-unknown']);
    expect(world.targetsOf('conv-1')).toEqual([]);
    world.know('whatsapp');
    expect(world.targetsOf('conv-1')).toMatchObject([{ mode: 'B', through: last }]);
  });

  it('G1 shuts again when the account is deleted from the directory', () => {
    const world = World.open();
    tell(world).message();
    world.know('whatsapp', 'whatsapp', true);
    expect(world.reasonsOf('conv-1')).toContain('account-unknown');
  });

  it('G2 holds an account that is linked to no organization', () => {
    const world = World.open({ accounts: [] });
    tell(world).message();
    expect(world.reasonsOf('conv-1')).toEqual([
      'account-not-linked',
      'account-disabled',
      'organization-not-authorised',
      'no-mode-enabled',
    ]);
  });

  it('G3 holds an account whose switch is off', () => {
    const world = World.open({ accounts: [{ ...ACCOUNT, enabled: false }] });
    tellContact(world).associated();
    const conversation = tell(world);
    conversation.reply();
    expect(world.reasonsOf('conv-1')).toEqual(['account-disabled']);
    expect(world.targetsOf('conv-1')).toEqual([]);
    world.configure({ accounts: [ACCOUNT] });
    expect(world.targetsOf('conv-1')).toHaveLength(1);
  });

  it.each(['x', 'X', 'Twitter', ' TWITTER '])(
    'G4 lets nothing of an account on %s out without a contract',
    (network) => {
      const world = World.open({}, network);
      tellContact(world).associated();
      const conversation = tell(world);
      conversation.reply();
      expect(world.reasonsOf('conv-1')).toEqual(['x-contract-missing']);
      expect(world.targetsOf('conv-1')).toEqual([]);
      world.configure({ accounts: [{ ...ACCOUNT, directApiContract: true }] });
      expect(world.targetsOf('conv-1')).toHaveLength(1);
    },
  );

  it('G4 does not take a network for X that only begins with it', () => {
    const world = World.open({}, 'xing');
    tell(world).message();
    expect(world.reasonsOf('conv-1')).not.toContain('x-contract-missing');
  });

  it('G5 holds while the organization is not authorised, and keeps what fired meanwhile', () => {
    const world = World.open();
    world.configure({ active: false });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    conversation.routed('another-team');
    expect(world.reasonsOf('conv-1')).toEqual(['organization-not-authorised']);
    const last = conversation.message();
    world.configure({ active: true });
    expect(world.targetsOf('conv-1')).toMatchObject([
      { mode: 'B', requester: 'email:ada@example.com', through: last },
    ]);
  });

  it('G6 names what each mode that is on waits for', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.message();
    expect(world.reasonsOf('conv-1')).toEqual(['not-associated', 'not-routed']);
    tellContact(world).associated();
    expect(world.reasonsOf('conv-1')).toEqual(['no-human-reply', 'not-routed']);
    tellContact(world).disassociated();
    conversation.routed();
    expect(world.reasonsOf('conv-1')).toEqual(['not-associated', 'email-missing']);
    conversation.email('nonsense');
    expect(world.reasonsOf('conv-1')).toEqual(['not-associated', 'email-invalid']);
  });

  it('G6 says no-mode-enabled when both modes are off', () => {
    const world = World.open({
      modeA: { enabled: false },
      modeB: { enabled: false, teamId: undefined, emailKey: undefined, continueAfterCreation: true },
    });
    tell(world).message();
    expect(world.reasonsOf('conv-1')).toEqual(['no-mode-enabled']);
  });

  it('X1 tells since when each gate stands as it does and what moved it', () => {
    const world = World.open();
    const conversation = tell(world);
    const first = conversation.message();
    expect(world.gatesOf('conv-1')).toEqual([
      { gate: 'account-known', open: true, since: { at: 1, cause: { source: '/directory', id: 'd-1' } } },
      { gate: 'account-linked', open: true, since: { at: 2, cause: { configVersion: 2 } } },
      { gate: 'account-enabled', open: true, since: { at: 2, cause: { configVersion: 2 } } },
      { gate: 'network-policy', open: true, since: { at: 1, cause: { source: '/directory', id: 'd-1' } } },
      { gate: 'organization-active', open: true, since: { at: 2, cause: { configVersion: 2 } } },
      {
        gate: 'trigger',
        mode: 'A',
        open: false,
        reason: 'not-associated',
        since: expect.objectContaining({ at: first, cause: { source: '/platforms/acme', id: 'e-3' } }),
      },
      {
        gate: 'trigger',
        mode: 'B',
        open: false,
        reason: 'not-routed',
        since: expect.objectContaining({ at: first, cause: { source: '/platforms/acme', id: 'e-3' } }),
      },
    ]);
    world.configure({ active: false });
    expect(world.gatesOf('conv-1')[4]).toEqual({
      gate: 'organization-active',
      open: false,
      reason: 'organization-not-authorised',
      since: { at: 4, cause: { configVersion: 4 } },
    });
    expect(world.gatesOf('conv-1')[1]).toMatchObject({ since: { at: 2 } });
  });

  it('X1 shows the trigger gate open since the event that completed the trigger', () => {
    const world = World.open();
    const conversation = tell(world);
    conversation.email('ada@example.com');
    const routed = conversation.routed();
    conversation.message();
    expect(world.gatesOf('conv-1').at(-1)).toMatchObject({ mode: 'B', open: true, since: { at: routed } });
  });

  it('tells the gates once for each change of their picture', () => {
    const world = World.open();
    const conversation = tell(world);
    const told = (): number => world.decisions.filter((decision) => decision.kind === 'gates-told').length;
    conversation.message();
    expect(told()).toBe(1);
    conversation.message();
    conversation.note();
    expect(told()).toBe(1);
    conversation.routed();
    expect(told()).toBe(2);
    conversation.email('ada@example.com');
    expect(told()).toBe(3);
    conversation.message();
    conversation.closed();
    expect(told()).toBe(3);
  });

  it('refuses an event that names another contact as conversation-moved and leaves the conversation as it was', () => {
    const world = World.open();
    tell(world).message();
    const before = world.conversations.get('conv-1');
    tell(world).message('m-9', { id: 'contact-8' });
    expect(world.rejected).toEqual(['conversation-moved']);
    expect(world.conversations.get('conv-1')).toBe(before);
  });
});
