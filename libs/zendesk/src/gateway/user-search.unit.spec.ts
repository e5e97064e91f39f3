import { comparableEmail, exactUserQuery, isSearchable, userQuery } from './user-search';

describe('queries for users (C2)', () => {
  it.each([
    ['Ada', 'name:Ada*'],
    ['Ada Lovelace', 'name:"Ada Lovelace"'],
    ['ada@b.example', 'name:"ada@b.example"'],
    ['a', 'name:"a"'],
    ['x role:admin', 'name:"x role:admin"'],
    ['-ada', 'name:"-ada"'],
    ['*', 'name:""'],
    ['a* OR role:admin', 'name:"a  OR role:admin"'],
    ['" role:admin "', 'name:"\\" role:admin \\""'],
    ['\\" role:admin', 'name:"\\\\\\" role:admin"'],
    ['Ada\u0000\nLovelace', 'name:"Ada  Lovelace"'],
  ])('C2 takes %j as a value, never as syntax', (text, query) => {
    expect(userQuery({ key: 'name', text })).toBe(query);
  });

  it('C3 asks for exactly an address', () => {
    expect(exactUserQuery('email', 'ada+x@b.example')).toBe('email:"ada+x@b.example"');
  });

  it('knows when nothing remains to be looked for', () => {
    expect([' ', '*', '"-', 'é', '7'].map(isSearchable)).toEqual([false, false, false, true, true]);
  });

  it('C3 takes case, spaces and forms of Unicode for the same address, and keeps plus signs', () => {
    expect(comparableEmail(' ZOE\u0308+x@B.example')).toBe('zo\u00eb+x@b.example');
  });
});
