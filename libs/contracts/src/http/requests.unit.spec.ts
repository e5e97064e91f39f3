import { DEFAULT_CONFIGURATION, OrganizationConfigurationSchema } from '../organization/configuration';
import { validate } from '../parse/compiled-schema';
import { ChangeAccountSchema, LinkAccountsSchema } from './accounts';
import { PutAssociationSchema } from './associations';
import { completeConfiguration, PutConfigurationSchema } from './configuration';
import { ConnectOrganizationSchema } from './organizations';
import { ALL_PROBLEM_CODES, PROBLEM_CODES } from './problem-codes';
import { AddPublisherSchema } from './publishers';

describe('requests', () => {
  it.each([
    [
      'an OAuth client without identifier',
      ConnectOrganizationSchema,
      { url: 'https://acme.zendesk.com', oauthClient: { secret: 's' } },
      '/oauthClient/id',
    ],
    ['an organization at no address', ConnectOrganizationSchema, { url: 'acme', accessToken: 't' }, '/url'],
    ['no account to link', LinkAccountsSchema, { accountIds: [] }, '/accountIds'],
    ['a misspelled switch', ChangeAccountSchema, { enable: true }, '/enable'],
    ['an association with a text', PutAssociationSchema, { zendeskUserId: '42' }, '/zendeskUserId'],
    ['a publisher without name', AddPublisherSchema, { idPrefix: 'acme-' }, '/name'],
    ['a misspelled setting', PutConfigurationSchema, { modeA: { enable: true } }, '/modeA/enable'],
    ['an unknown setting', PutConfigurationSchema, { modeC: {} }, '/modeC'],
    ['an unknown way of closing', PutConfigurationSchema, { closeAs: 'deleted' }, '/closeAs'],
  ])('refuse %s', (_name, schema, body, pointer) => {
    const judged = validate(schema, body, 'invalid-body');
    expect(judged).toMatchObject({ ok: false, faults: [{ code: 'invalid-body', pointer }] });
  });
});

describe('lists of user properties (C1)', () => {
  it.each([
    'email',
    'user_fields.plan',
    'user_fields.Shoe_Size',
    'user_fields.shoe-size',
    'user_fields.9_lives',
  ])('C1 may name %s', (key) => {
    const body = { searchFields: [key], displayFields: [key], createFields: [{ key, required: false }] };
    expect(validate(PutConfigurationSchema, body, 'invalid-body')).toMatchObject({ ok: true });
  });

  it.each(['', 'user_fields.a b', 'user_fields.a:b', 'user_fields.é', 'name"'])(
    'C1 may not name %j',
    (key) => {
      const body = { searchFields: [key] };
      expect(validate(PutConfigurationSchema, body, 'invalid-body')).toMatchObject({ ok: false });
    },
  );
});

describe('completeConfiguration', () => {
  it('gives the defaults to what a request does not say', () => {
    const body = { modeB: { enabled: true, teamId: 'team-1' }, ticket: { tags: ['social'] } };
    expect(validate(PutConfigurationSchema, body, 'invalid-body').ok).toBe(true);
    expect(completeConfiguration(body)).toEqual({
      ...DEFAULT_CONFIGURATION,
      modeB: { ...DEFAULT_CONFIGURATION.modeB, enabled: true, teamId: 'team-1' },
      ticket: { ...DEFAULT_CONFIGURATION.ticket, tags: ['social'] },
    });
  });

  it('gives a complete configuration back as it is, and always one that fits', () => {
    expect(completeConfiguration(DEFAULT_CONFIGURATION)).toEqual(DEFAULT_CONFIGURATION);
    expect(validate(OrganizationConfigurationSchema, completeConfiguration({}), 'invalid').ok).toBe(true);
  });
});

describe('PROBLEM_CODES', () => {
  it('are kebab-case words with a status of an error', () => {
    for (const code of ALL_PROBLEM_CODES) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(PROBLEM_CODES[code].status).toBeGreaterThanOrEqual(400);
      expect(PROBLEM_CODES[code].title).not.toBe('');
    }
  });
});
