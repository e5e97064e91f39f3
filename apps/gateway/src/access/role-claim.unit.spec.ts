import { nameFrom, roleFrom } from './role-claim';

describe('the claim that gives a role', () => {
  it.each([
    [{ role: 'advisor' }, 'role', 'advisor'],
    [{ role: ['offline', 'operator'] }, 'role', 'operator'],
    [{ role: ['advisor', 'operator'] }, 'role', 'operator'],
    [{ role: ['advisor', 'operator', 'administrator'] }, 'role', 'administrator'],
    [{ 'https://parley.example/role': 'administrator' }, 'https://parley.example/role', 'administrator'],
    [{ realm_access: { roles: ['advisor'] } }, 'realm_access.roles', 'advisor'],
    [{ 'a.b': 'operator', a: { b: 'administrator' } }, 'a.b', 'operator'],
    [{ role: 'Administrator' }, 'role', undefined],
    [{ role: 'administrators' }, 'role', undefined],
    [{ role: { administrator: true } }, 'role', undefined],
    [{ role: [] }, 'role', undefined],
    [{}, 'role', undefined],
    [{}, 'constructor.name', undefined],
    [{ role: 'advisor' }, 'roles', undefined],
  ])('%j read by %s gives %s', (claims, claim, role) => {
    expect(roleFrom(claims, claim)).toBe(role);
  });

  it('goes with the name that the issuer has for the person', () => {
    expect(nameFrom({ name: 'Ada Lovelace', preferred_username: 'ada' })).toBe('Ada Lovelace');
    expect(nameFrom({ name: ' ', preferred_username: 'ada' })).toBe('ada');
    expect(nameFrom({ name: 'x'.repeat(300) })).toHaveLength(200);
    expect(nameFrom({ name: 7 })).toBeUndefined();
  });
});
