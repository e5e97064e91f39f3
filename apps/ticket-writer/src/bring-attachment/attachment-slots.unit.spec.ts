import { AttachmentSlots, type NoSlot, type Slot } from './attachment-slots';

const isFree = (slot: Slot | NoSlot) => 'free' in slot;
const free = (slot: Slot | NoSlot) => {
  if ('free' in slot) slot.free();
};

describe('AttachmentSlots', () => {
  let slots: AttachmentSlots;
  beforeEach(() => (slots = new AttachmentSlots(4, 2)));
  const take = (host: string | undefined, organizationId: string) => slots.take({ host, organizationId });

  it('K12: files of many lanes take few places, and one host never all of them', () => {
    expect([take('slow', 'a'), take('slow', 'b'), take('slow', 'c')].map(isFree)).toEqual([
      true,
      true,
      false,
    ]);
    expect([take('quick', 'a'), take('quick', 'b'), take('other', 'c')].map(isFree)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('K12: an organization whose uploads hang leaves places to the others, wherever the files come from', () => {
    expect([take('x', 'down'), take(undefined, 'down'), take('y', 'down')].map(isFree)).toEqual([
      true,
      true,
      false,
    ]);
    expect([take('x', 'up'), take('y', 'up')].map(isFree)).toEqual([true, true]);
  });

  it('K12: a host is free again while what came from it is uploaded', () => {
    const taken = [take('quick', 'down'), take('quick', 'down')];
    expect(isFree(take('quick', 'up'))).toBe(false);
    for (const slot of taken) if ('free' in slot) slot.fetched();
    expect([take('quick', 'down'), take('quick', 'up'), take('quick', 'up')].map(isFree)).toEqual([
      false,
      true,
      true,
    ]);
    taken.forEach(free);
    taken.forEach(free);
    expect([take('other', 'down'), take('other', 'down'), take('other', 'down')].map(isFree)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('K12: lets those wait longer whom a backlog stands in the way, and nobody else', () => {
    const held = [take('slow', 'a'), take('slow', 'b')];
    const waits = Array.from({ length: 1_000 }, () => take('slow', 'c')).map((slot) =>
      'restMs' in slot ? slot.restMs : 0,
    );
    expect([waits[0], waits[1], waits.at(-1)]).toEqual([500, 550, 10_000]);
    held.push(take('quick', 'a'), take('quick', 'b'));
    expect(take('quick', 'c')).toEqual({ restMs: 500 });
    held.forEach(free);
    expect(take('slow', 'c')).toHaveProperty('free');
  });
});
