import { adoptConfiguration, type OrganizationVersion } from './adopt-configuration';
import { openedByConfiguration, openedByDirectory } from './openings';
import { OPEN_ORGANIZATION } from '../test/world';

const ACCOUNT = {
  accountId: 'whatsapp',
  enabled: true,
  directApiContract: false,
  includeClosedSince: undefined,
};
const MODE_B = OPEN_ORGANIZATION.modeB;
const FIRST = adoptConfiguration(undefined, { ...OPEN_ORGANIZATION, version: 1, changedAt: 100 });
const next = (changes: Partial<OrganizationVersion>) => ({
  ...OPEN_ORGANIZATION,
  ...changes,
  version: 2,
  changedAt: 200,
});

describe('the copy of the configuration', () => {
  it('keeps since when a fact stands while it does not move', () => {
    const second = adoptConfiguration(FIRST, next({ active: false }));
    expect(second.organization.activeSince).toEqual({ at: 200, cause: { configVersion: 2 } });
    expect(second.organization.modeA.since).toEqual({ at: 100, cause: { configVersion: 1 } });
    expect(second.links.get('whatsapp')).toEqual(FIRST.links.get('whatsapp'));
  });

  it('ignores a version that is not newer', () => {
    expect(adoptConfiguration(FIRST, { ...OPEN_ORGANIZATION, version: 1, active: false })).toBe(FIRST);
  });

  it('remembers the first opening over later switches, until the account is unlinked', () => {
    const off = adoptConfiguration(FIRST, next({ accounts: [{ ...ACCOUNT, enabled: false }] }));
    expect(off.links.get('whatsapp')).toMatchObject({
      enabled: false,
      enabledSince: { at: 200 },
      firstEnabledAt: 100,
    });
    const unlinked = adoptConfiguration(off, { ...next({ accounts: [] }), version: 3, changedAt: 300 });
    expect(unlinked.unlinked.get('whatsapp')).toEqual({ at: 300, cause: { configVersion: 3 } });
    const linked = adoptConfiguration(unlinked, { ...next({}), version: 4, changedAt: 400 });
    expect(linked.links.get('whatsapp')).toMatchObject({ linkedSince: { at: 400 }, firstEnabledAt: 400 });
    expect(linked.unlinked.size).toBe(0);
  });

  it.each<[string, Partial<OrganizationVersion>, Partial<OrganizationVersion>, boolean]>([
    ['G3 switch on', { accounts: [{ ...ACCOUNT, enabled: false }] }, {}, true],
    ['G3 switch off', {}, { accounts: [{ ...ACCOUNT, enabled: false }] }, false],
    ['G2 linked', { accounts: [] }, {}, true],
    ['G2 unlinked', {}, { accounts: [] }, false],
    ['G4 contract', {}, { accounts: [{ ...ACCOUNT, directApiContract: true }] }, true],
    ['G5 authorised', { active: false }, {}, true],
    ['G5 no longer authorised', {}, { active: false }, false],
    ['T1 Mode A on', { modeA: { enabled: false } }, {}, true],
    ['T1 Mode A off', {}, { modeA: { enabled: false } }, false],
    ['T4 Mode B on', { modeB: { ...MODE_B, enabled: false } }, {}, true],
    ['T4 another team', {}, { modeB: { ...MODE_B, teamId: 'second-team' } }, true],
    ['T4 another field', {}, { modeB: { ...MODE_B, emailKey: 'other' } }, true],
    [
      'T4 another team while Mode B is off',
      { modeB: { ...MODE_B, enabled: false } },
      { modeB: { ...MODE_B, enabled: false, teamId: 'x' } },
      false,
    ],
    ['T5 no e-mail needed any more', {}, { missingEmail: 'create-without-email' }, true],
    ['T6 continue or not', {}, { modeB: { ...MODE_B, continueAfterCreation: false } }, false],
    ['T11 closed ones asked for', {}, { accounts: [{ ...ACCOUNT, includeClosedSince: 50 }] }, true],
    ['nothing that matters', {}, { closeAs: 'solved' }, false],
  ])('%s: what may open is looked at again', (_name, before, after, opens) => {
    const first = adoptConfiguration(undefined, {
      ...OPEN_ORGANIZATION,
      ...before,
      version: 1,
      changedAt: 100,
    });
    const second = adoptConfiguration(first, next(after));
    expect(openedByConfiguration(first, second)).toEqual(opens ? ['whatsapp'] : []);
  });

  it('a new organization opens all its accounts', () => {
    expect(openedByConfiguration(undefined, FIRST)).toEqual(['whatsapp']);
  });

  it('G1 an account opens when it becomes known again, or turns out not to be on X', () => {
    const account = {
      id: 'a',
      network: 'x',
      deleted: false,
      since: { at: 1, cause: { source: '/d', id: 'd-1' } },
    };
    expect(openedByDirectory(undefined, account)).toBe(true);
    expect(openedByDirectory({ ...account, deleted: true }, account)).toBe(true);
    expect(openedByDirectory(account, account)).toBe(false);
    expect(openedByDirectory(account, { ...account, network: 'whatsapp' })).toBe(true);
    expect(openedByDirectory(account, { ...account, deleted: true })).toBe(false);
  });
});
