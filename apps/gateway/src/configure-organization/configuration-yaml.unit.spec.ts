import { DEFAULT_CONFIGURATION, completeConfiguration } from '@parley/contracts';
import type { OrganizationConfiguration } from '@parley/contracts';
import type { Organization } from '../connect-organization/organization';
import { ProblemError } from '../http-edge/problem';
import { configurationFromYaml, configurationToYaml, withLines } from './configuration-yaml';

function organization(configuration: OrganizationConfiguration): Organization {
  return {
    id: '00000000-0000-5000-8000-000000000000',
    name: 'acme',
    url: 'https://acme.zendesk.com',
    state: 'active',
    connectedUserId: 1,
    version: 9,
    configurationVersion: 7,
    configuration,
    createdAt: new Date(0),
    changedAt: new Date(0),
  };
}

const full: OrganizationConfiguration = {
  ...DEFAULT_CONFIGURATION,
  modeB: {
    enabled: true,
    teamId: 'no',
    emailField: { scope: 'contact', key: '007' },
    continueAfterCreation: false,
  },
  ticket: {
    ...DEFAULT_CONFIGURATION.ticket,
    subject: "it's: {contact.name} # via",
    groupId: 360_000_000_001,
    tags: ['null', 'a:b'],
    fields: { '3600000000000000001': 'x', '1': true, '2': ['a', 'b'], '3': 4.5 },
    language: 'fr',
    timeZone: 'Europe/Paris',
  },
};

function problemOf(text: string): ProblemError {
  try {
    configurationFromYaml(text);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('A6: configuration as YAML', () => {
  it.each([
    ['the default', DEFAULT_CONFIGURATION],
    ['one with everything set', full],
  ])('reads %s back as it was', (_what, configuration) => {
    const { configuration: read } = configurationFromYaml(configurationToYaml(organization(configuration)));
    expect(completeConfiguration(read)).toEqual(configuration);
  });

  it('begins with a comment that names organization and version', () => {
    const [first, ...others] = configurationToYaml(organization(full)).split('\n');
    expect(first).toBe('# Configuration of acme (https://acme.zendesk.com), version 7.');
    expect(others.join('\n')).toContain('If-Match: "7"');
  });

  it('is the same text, in whatever order the keys were stored', () => {
    const inside = { ...full, modeB: Object.fromEntries(Object.entries(full.modeB).reverse()) };
    const turned = JSON.stringify(Object.fromEntries(Object.entries(inside).reverse()));
    expect(configurationToYaml(organization(JSON.parse(turned) as OrganizationConfiguration))).toBe(
      configurationToYaml(organization(full)),
    );
  });

  it('takes a document in which only some things are written, and an empty one', () => {
    expect(configurationFromYaml('modeA:\n  enabled: true\n').configuration).toEqual({
      modeA: { enabled: true },
    });
    expect(problemOf('# nothing\n').code).toBe('invalid-body');
    expect(configurationFromYaml('{}').configuration).toEqual({});
  });

  it.each([
    [
      'a value of the wrong type',
      'syncNotes: true\nmodeA:\n  # on\n  enabled: perhaps\n',
      '/modeA/enabled',
      4,
    ],
    ['a misspelled property', 'closeAs: solved\nmodeC:\n  enabled: true\n', '/modeC', 2],
    ['an item of a list', 'searchFields:\n  - name\n  - "no good"\n', '/searchFields/1', 3],
    [
      'an item that misses something',
      'createFields:\n  - key: name\n    required: true\n  - key: email\n',
      '/createFields/1/required',
      4,
    ],
    ['a field value', 'ticket:\n  fields:\n    360001: {}\n', '/ticket/fields/360001', 3],
  ])('names line and place of %s', (_what, text, pointer, line) => {
    const problem = problemOf(text);
    expect(problem.code).toBe('invalid-body');
    expect(problem.extras.members?.faults).toEqual([expect.objectContaining({ pointer, line })]);
    expect(problem.detail).toContain(`line ${line}: ${pointer} `);
  });

  it.each([
    ['a tab for indentation', 'modeA:\n\tenabled: true\n', 2],
    ['a key that comes twice', 'closeAs: solved\ncloseAs: closed\n', 2],
    ['a tag that nobody knows', 'closeAs: !secret solved\n', 1],
  ])('refuses %s with its line, without quoting it', (_what, text, line) => {
    const problem = problemOf(text);
    expect(problem.code).toBe('unreadable-yaml');
    expect(problem.extras.members?.faults).toEqual([
      expect.objectContaining({ line, code: 'unreadable-yaml' }),
    ]);
    expect(JSON.stringify(problem.toBody())).not.toMatch(/solved|secret|enabled/);
  });

  it('follows no alias, so that a short document cannot fill the memory', () => {
    const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: [*b, *b]'].join('\n');
    expect(problemOf(bomb).code).toBe('unreadable-yaml');
  });

  it('gives later faults the line of what they are about', () => {
    const read = configurationFromYaml('modeB:\n  enabled: true\n  teamId: gone\n');
    const fault = { code: 'team-unknown', detail: 'is not there', pointer: '/modeB/teamId' };
    const problem = new ProblemError('team-unknown', 'No.', { members: { faults: [fault] } });
    expect(withLines(problem, read)).toMatchObject({
      code: 'team-unknown',
      extras: { members: { faults: [{ ...fault, line: 3 }] } },
    });
    const other = new Error('something else');
    expect(withLines(other, read)).toBe(other);
  });
});
