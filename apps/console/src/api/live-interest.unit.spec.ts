import { concerns } from './live-interest';

describe('what a query shows, and what has changed', () => {
  const change = { kind: 'conversation', id: 'conv-1', organizationId: 'org-1' } as const;

  it.each([
    ['every conversation', [{ kind: 'conversation' }], true],
    ['this conversation', [{ kind: 'conversation', id: 'conv-1' }], true],
    ['another conversation', [{ kind: 'conversation', id: 'conv-2' }], false],
    ['another kind', [{ kind: 'parked', id: 'conv-1' }], false],
    ['this organization', [{ kind: 'conversation', organizationId: 'org-1' }], true],
    ['another organization', [{ kind: 'conversation', organizationId: 'org-2' }], false],
    ['one of several things', [{ kind: 'alert' }, { kind: 'conversation' }], true],
    ['nothing', [], false],
  ] as const)('meet where it shows %s', (_name, interests, met) => {
    expect(concerns(interests, change)).toBe(met);
  });

  it('meet in every organization where the change names none', () => {
    expect(concerns([{ kind: 'alert', organizationId: 'org-2' }], { kind: 'alert', id: 'a' })).toBe(true);
  });
});
