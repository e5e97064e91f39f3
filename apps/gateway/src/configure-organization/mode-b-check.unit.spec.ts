import { DEFAULT_CONFIGURATION } from '@parley/contracts';
import type { OrganizationConfiguration } from '@parley/contracts';
import type { DirectoryFieldEntry, DirectoryTeamEntry } from '../directory/directory-store';
import { ModeBCheck } from './mode-b-check';

type ModeB = OrganizationConfiguration['modeB'];

const off = DEFAULT_CONFIGURATION.modeB;
const on: ModeB = { ...off, enabled: true, teamId: 'team-1', emailField: { scope: 'contact', key: 'email' } };
const team: DirectoryTeamEntry = { id: 'team-1', name: 'Care', deleted: false };
const field: DirectoryFieldEntry = {
  key: 'email',
  scope: 'contact',
  label: 'E-mail',
  type: 'email',
  deleted: false,
};

function check(directory: { readonly team?: DirectoryTeamEntry; readonly field?: DirectoryFieldEntry }) {
  return new ModeBCheck({
    team: () => Promise.resolve(directory.team),
    field: () => Promise.resolve(directory.field),
  });
}

describe('A4: Mode B', () => {
  it('can be switched on with a team and a field of type email', async () => {
    await expect(check({ team, field }).assertUsable(on, off)).resolves.toBeUndefined();
  });

  it.each([
    ['without a team', { ...on, teamId: null }],
    ['without an e-mail field', { ...on, emailField: null }],
  ])('cannot be switched on %s', async (_what, wanted) => {
    await expect(check({ team, field }).assertUsable(wanted, off)).rejects.toMatchObject({
      code: 'mode-b-incomplete',
    });
  });

  it.each([
    ['a team that the platform does not have', { field }, 'team-unknown'],
    ['a team that the platform deleted', { team: { ...team, deleted: true }, field }, 'team-unknown'],
    ['a field that the platform does not have', { team }, 'email-field-unsuitable'],
    [
      'a field that the platform deleted',
      { team, field: { ...field, deleted: true } },
      'email-field-unsuitable',
    ],
    ['a field of another type', { team, field: { ...field, type: 'string' } }, 'email-field-unsuitable'],
  ])('cannot be switched on with %s', async (_what, directory, code) => {
    await expect(check(directory).assertUsable(on, off)).rejects.toMatchObject({ code });
  });

  it('waits for a team that the platform has only just told about', async () => {
    let asked = 0;
    const late = new ModeBCheck({
      team: () => Promise.resolve((asked += 1) < 3 ? undefined : team),
      field: () => Promise.resolve(field),
    });
    await expect(late.assertUsable(on, off)).resolves.toBeUndefined();
  });

  it('A5: lets other changes through after the team or the field disappeared', async () => {
    await expect(
      check({}).assertUsable({ ...on, continueAfterCreation: false }, on),
    ).resolves.toBeUndefined();
  });

  it('checks nothing that is switched off', async () => {
    await expect(check({}).assertUsable({ ...on, enabled: false }, on)).resolves.toBeUndefined();
  });
});
