import { DEFAULT_CONFIGURATION, type OrganizationConfiguration } from '@parley/contracts';
import { draftFaults, fieldOfPath, tabOf } from './draft-faults';
import { toConfiguration, toDraft } from './draft';
import { Problem } from '../api/problem';

const full: OrganizationConfiguration = {
  ...DEFAULT_CONFIGURATION,
  modeB: {
    enabled: true,
    teamId: 'team:7',
    emailField: { scope: 'conversation', key: 'mail:work' },
    continueAfterCreation: false,
  },
  ticket: {
    ...DEFAULT_CONFIGURATION.ticket,
    groupId: 9_007_199_254_740_991,
    tags: ['vip'],
    fields: { '360': ['a', 'b'], '361': false },
    language: 'fr',
    timeZone: 'Europe/Paris',
  },
  attachments: { maxBytes: 1_000_001, refuseTypes: ['video/*'] },
};

describe('a draft of a configuration', () => {
  it.each([
    ['the default', DEFAULT_CONFIGURATION],
    ['a full one', full],
  ])('A4 gives %s back as it was', (_, configuration) => {
    expect(toConfiguration(toDraft(configuration))).toEqual(configuration);
  });

  it('K2 leaves out a row whose field is not chosen yet', () => {
    const draft = toDraft(full);
    const fields = [...draft.ticket.fields, { id: '', value: '' }];
    expect(toConfiguration({ ...draft, ticket: { ...draft.ticket, fields } })).toEqual(full);
  });
});

describe('where a fault of a configuration stands', () => {
  it.each([
    ['searchFields.1', 'searchFields', 'search'],
    ['createFields.0.key', 'createFields', 'create'],
    ['modeB.emailField.key', 'modeB.emailField', 'synchronize'],
    ['ticket.fields.360', 'ticket.fields', 'tickets'],
    ['attachments.maxBytes', 'attachments.megabytes', 'tickets'],
  ])('%s is the field %s on the tab %s', (path, field, tab) => {
    expect([fieldOfPath(path), tabOf(path)]).toEqual([field, tab]);
  });

  it('A4 puts a problem that names no place beside the setting its code is about', () => {
    const problem = new Problem('team-unknown', 422, 'No team', 'The platform has told of no such team.');
    expect(draftFaults(problem)).toEqual({
      fields: { 'modeB.teamId': 'The platform has told of no such team.' },
      others: [],
    });
  });

  it('leaves what belongs to no field above the form', () => {
    const fault = { code: 'invalid-body', pointer: '/newer', detail: 'is not known' };
    expect(draftFaults(new Problem('invalid-body', 422, 'Wrong', undefined, [fault]))).toEqual({
      fields: {},
      others: [fault],
    });
  });
});
