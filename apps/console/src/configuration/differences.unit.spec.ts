import { DEFAULT_CONFIGURATION, type OrganizationConfiguration } from '@parley/contracts';
import { differences } from './differences';
import { VALUES, valueAt } from './settings';

const base: OrganizationConfiguration = DEFAULT_CONFIGURATION;

/** The configuration with another value at a path. */
function withValue(path: string, value: unknown): OrganizationConfiguration {
  const [first = '', second] = path.split('.');
  const part = valueAt(base, first);
  return { ...base, [first]: second === undefined ? value : { ...(part as object), [second]: value } };
}

describe('what differs between two configurations (A6)', () => {
  it('A6 is nothing between equal ones', () => {
    expect(differences(base, structuredClone(base))).toEqual([]);
  });

  it.each(VALUES)('A6 names %s with old and new', (setting) => {
    expect(differences(base, withValue(setting, 'another'))).toEqual([
      { kind: 'value', setting, before: valueAt(base, setting) ?? null, after: 'another' },
    ]);
  });

  it('A6 leaves out no part of a configuration', () => {
    const leaves = Object.entries(base).flatMap(([name, part]: [string, unknown]) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.keys(part).map((inner) => `${name}.${inner}`)
        : [name],
    );
    const changed = (path: string): unknown => {
      const value = valueAt(base, path);
      if (path === 'createFields') return [{ key: 'phone', required: false }];
      if (Array.isArray(value)) return ['another'];
      return path === 'ticket.fields' ? { '7': 'another' } : 'another';
    };
    for (const path of leaves)
      expect([path, differences(base, withValue(path, changed(path))).length]).not.toEqual([path, 0]);
  });

  it('C1 tells what was added to a list, what left it, and whether the rest was put in another order', () => {
    const before = withValue('searchFields', ['name', 'email', 'phone']);
    const after = withValue('searchFields', ['email', 'name', 'user_fields.plan']);
    expect(differences(before, after)).toEqual([
      {
        kind: 'list',
        setting: 'searchFields',
        added: ['user_fields.plan'],
        removed: ['phone'],
        reordered: true,
      },
    ]);
  });

  it('C1 tells which creation fields became required or optional', () => {
    const after = withValue('createFields', [
      { key: 'name', required: false },
      { key: 'email', required: false },
      { key: 'phone', required: true },
    ]);
    expect(differences(base, after)).toEqual([
      { kind: 'list', setting: 'createFields', added: ['phone'], removed: [], reordered: false },
      { kind: 'required', key: 'name', required: false },
      { kind: 'required', key: 'phone', required: true },
    ]);
  });

  it('K2 tells each value of a ticket field that came, changed or went', () => {
    const before = withValue('ticket.fields', { '1': 'a', '2': ['x'], '3': true });
    const after = withValue('ticket.fields', { '1': 'b', '2': ['x'], '4': 5 });
    expect(differences(before, after)).toEqual([
      { kind: 'ticket-field', id: '1', before: 'a', after: 'b' },
      { kind: 'ticket-field', id: '3', before: true, after: undefined },
      { kind: 'ticket-field', id: '4', before: undefined, after: 5 },
    ]);
  });
});
