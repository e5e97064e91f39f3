import { MAX_FIELDS, mergeFields, NO_FIELDS } from './email-fields';
import type { Mark } from './moment';

const at = (offset: number): Mark => ({
  position: { epoch: 0, partition: 0, offset },
  at: offset,
  cause: { source: '/s', id: `e-${offset}` },
});

describe('e-mail fields', () => {
  it('T5 merges by key; null and blank clear', () => {
    let fields = mergeFields(NO_FIELDS, { a: 'ada@example.com', b: 'nonsense', c: 7 }, at(1));
    expect([...fields.byKey]).toEqual([
      ['a', { email: 'ada@example.com', mark: at(1) }],
      ['b', 'invalid'],
      ['c', 'invalid'],
    ]);
    fields = mergeFields(fields, { a: null, b: ' ' }, at(2));
    expect([...fields.byKey.keys()]).toEqual(['c']);
    expect(fields.moved).toEqual(at(2));
  });

  it('is the same object when nothing changed, another spelling of the address included', () => {
    const fields = mergeFields(NO_FIELDS, { a: 'ada@example.com', b: 1 }, at(1));
    expect(mergeFields(fields, { a: 'ADA@example.com', b: 'still none', gone: null }, at(2))).toBe(fields);
    expect(mergeFields(fields, undefined, at(2))).toBe(fields);
  });

  it('knows no key that nobody filled in, whatever it is called', () => {
    const fields = mergeFields(NO_FIELDS, { constructor: 'ada@example.com' }, at(1));
    expect(fields.byKey.get('constructor')).toEqual({ email: 'ada@example.com', mark: at(1) });
    expect(NO_FIELDS.byKey.get('toString')).toBeUndefined();
  });

  it('keeps a bounded number: fields without an address go first, then the oldest address', () => {
    const many = Object.fromEntries(
      Array.from({ length: MAX_FIELDS }, (_, index) => [`f-${index}`, 'no address']),
    );
    let fields = mergeFields(NO_FIELDS, { first: 'ada@example.com', ...many }, at(1));
    expect(fields.byKey.size).toBe(MAX_FIELDS);
    expect(fields.byKey.has('first')).toBe(true);
    expect(fields.byKey.has('f-0')).toBe(false);
    const addresses = Object.fromEntries(
      Array.from({ length: MAX_FIELDS }, (_, index) => [`e-${index}`, `ada${index}@example.com`]),
    );
    fields = mergeFields(fields, addresses, at(2));
    expect(fields.byKey.size).toBe(MAX_FIELDS);
    expect(fields.byKey.has('first')).toBe(false);
    expect(fields.byKey.has('e-0')).toBe(true);
  });
});
