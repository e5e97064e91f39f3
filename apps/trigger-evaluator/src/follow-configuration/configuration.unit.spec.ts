import { aDirectory } from '@parley/testing';
import { adoptConfiguration, type OrganizationVersion } from '@parley/sync-policy';
import { ACCOUNT, aDocument, BOTH_MODES, EMAIL_KEY, LINKED, TEAM } from '../../test/documents';
import {
  readAccount,
  readOrganization,
  writeAccount,
  writeOrganization,
} from '../persistence/stored-configuration';
import { ConfigurationView } from './configuration-view';
import { decodeDocument } from './decode-document';
import { translateAccount, translateOrganization } from './organization.translate';

const record = (value: Buffer | null) => ({
  topic: 't',
  partition: 0,
  offset: 0,
  timestamp: 7,
  key: null,
  value,
  headers: {},
});
const copyOf = (version: OrganizationVersion) => adoptConfiguration(undefined, version);

describe('configuration documents', () => {
  it('become the policy’s words', () => {
    const includeClosedSince = '2026-01-01T00:00:00Z';
    const document = aDocument(3, { accounts: [{ ...LINKED, includeClosedSince }] });
    expect(translateOrganization(document)).toEqual({
      id: 'org-1',
      version: 3,
      changedAt: Date.parse('2026-11-21T08:00:03Z'),
      active: true,
      accounts: [
        {
          accountId: ACCOUNT,
          enabled: true,
          directApiContract: false,
          includeClosedSince: Date.parse(includeClosedSince),
        },
      ],
      modeA: { enabled: true },
      modeB: { enabled: true, teamId: TEAM, emailKey: EMAIL_KEY, continueAfterCreation: true },
      missingEmail: 'hold',
      closeAs: 'closed',
    });
  });

  it.each(['unauthorised', 'disconnected'] as const)(
    'G5 an organization that is %s is not active',
    (state) => {
      expect(translateOrganization(aDocument(1, { state })).active).toBe(false);
    },
  );

  it('a mode without team and field has none', () => {
    const modeB = { ...BOTH_MODES.modeB, teamId: null, emailField: null };
    const { modeB: translated } = translateOrganization(
      aDocument(1, { configuration: { ...BOTH_MODES, modeB } }),
    );
    expect(translated).toMatchObject({ teamId: undefined, emailKey: undefined });
  });

  it('are read from plain JSON; null is ignored, anything else is unreadable', () => {
    const document = aDocument(1);
    expect(decodeDocument(record(Buffer.from(JSON.stringify(document))))).toEqual({
      kind: 'event',
      event: document,
    });
    expect(decodeDocument(record(null))).toEqual({ kind: 'ignored' });
    expect(decodeDocument(record(Buffer.from('{')))).toMatchObject({ kind: 'unreadable', code: 'not-json' });
    expect(decodeDocument(record(Buffer.from('{"version":1}')))).toMatchObject({
      kind: 'unreadable',
      code: 'document-invalid',
    });
  });

  it('are stored and read back as they were', () => {
    const first = copyOf(translateOrganization(aDocument(1)));
    const second = adoptConfiguration(first, translateOrganization(aDocument(2, { accounts: [] })));
    const bare = copyOf(
      translateOrganization(
        aDocument(1, { configuration: { ...BOTH_MODES, modeB: { ...BOTH_MODES.modeB, teamId: null } } }),
      ),
    );
    for (const copy of [first, second, bare])
      expect(readOrganization(writeOrganization(copy))).toStrictEqual(copy);
  });
});

describe('directory entries', () => {
  it('give accounts alone; teams and fields move no gate', () => {
    const [account, team, field] = aDirectory()
      .withAccount('acc-1', 'x')
      .withTeam('team-1')
      .withField('email')
      .events()
      .map((event) => translateAccount(event, 7));
    expect(account).toEqual({
      id: 'acc-1',
      network: 'x',
      deleted: false,
      since: { at: 7, cause: { source: '/platforms/test', id: 'directory-1' } },
    });
    expect([team, field]).toEqual([undefined, undefined]);
    if (account !== undefined) expect(readAccount(writeAccount(account))).toEqual(account);
  });
});

describe('the view of the configuration', () => {
  it('puts account, link and organization together', () => {
    const copy = copyOf(translateOrganization(aDocument(1)));
    const view = new ConfigurationView(1, [copy], []);
    expect(view.surroundingsOf(ACCOUNT)).toEqual({
      account: undefined,
      link: copy.links.get(ACCOUNT),
      organization: copy.organization,
      unlinkedSince: undefined,
    });
    expect([...view.emailKeys]).toEqual([EMAIL_KEY]);
    expect(view.surroundingsOf('unknown').link).toBeUndefined();
  });

  it('A3 follows an account to the organization it was linked to last', () => {
    const old = copyOf(translateOrganization(aDocument(1)));
    const other = copyOf(translateOrganization(aDocument(5, { organizationId: 'org-2' })));
    for (const organizations of [
      [old, other],
      [other, old],
    ]) {
      expect(new ConfigurationView(1, organizations, []).surroundingsOf(ACCOUNT).organization?.id).toBe(
        'org-2',
      );
    }
  });

  it('G2 knows since when an account is linked nowhere', () => {
    const linked = copyOf(translateOrganization(aDocument(1)));
    const unlinked = adoptConfiguration(linked, translateOrganization(aDocument(2, { accounts: [] })));
    expect(new ConfigurationView(2, [unlinked], []).surroundingsOf(ACCOUNT)).toMatchObject({
      link: undefined,
      unlinkedSince: { cause: { configVersion: 2 } },
    });
  });
});
