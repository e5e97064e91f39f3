import { returnPath } from './return-to';

describe('the page to come back to after signing in', () => {
  it.each(['/', '/organizations', '/conversations/conv-42?tab=timeline#end', '/embed/signed-in'])(
    'is %s where that was asked for',
    (path) => {
      expect(returnPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    '',
    'organizations',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/x/..//evil.example',
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
    ' /organizations',
    '/auth/sign-in?returnTo=/',
    '/organizations/../auth/sign-in',
    `/${'x'.repeat(2_000)}`,
    `/${'é'.repeat(1_000)}`,
  ])('is the first page where %j was asked for', (asked) => {
    expect(returnPath(asked)).toBe('/');
  });

  it('stays on this host when a browser follows it', () => {
    for (const asked of ['/a//b', '/a/..//b', '/%5c%5cevil.example', '/;//evil.example', '/@evil.example'])
      expect(new URL(returnPath(asked), 'https://parley.example').host).toBe('parley.example');
  });
});
