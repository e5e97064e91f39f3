import { Inject } from '@nestjs/common';
import type { OrganizationConfiguration, ProblemCode } from '@parley/contracts';
import { DIRECTORY_STORE } from '../directory/directory-store';
import type { DirectoryFieldEntry, DirectoryStore, DirectoryTeamEntry } from '../directory/directory-store';
import { appears } from '../read-model/appears';
import { ProblemError } from '../http-edge/problem';

type ModeB = OrganizationConfiguration['modeB'];

/** How long what the platform has only just told may take to arrive in the directory, in milliseconds. */
const DIRECTORY_WITHIN_MS = 2_000;

/** Mode B cannot be switched on without a team and an e-mail field that the platform has (A4). */
export class ModeBCheck {
  constructor(@Inject(DIRECTORY_STORE) private readonly directory: Pick<DirectoryStore, 'team' | 'field'>) {}

  /**
   * Throws `mode-b-incomplete`, `team-unknown` or `email-field-unsuitable`. Settings that stay as they were are not checked again:
   * a team that disappeared upstream is a warning (A5) and must not stand in the way of any other change.
   */
  async assertUsable(wanted: ModeB, present: ModeB): Promise<void> {
    if (!wanted.enabled) return;
    const { teamId, emailField } = wanted;
    if (teamId === null || emailField === null) {
      throw unusable(
        'mode-b-incomplete',
        '/modeB/enabled',
        'Give modeB.teamId and modeB.emailField to switch Mode B on.',
      );
    }
    const sameField =
      emailField.scope === present.emailField?.scope && emailField.key === present.emailField.key;
    if (!present.enabled || teamId !== present.teamId) await this.assertTeam(teamId);
    if (!present.enabled || !sameField) await this.assertField(emailField);
  }

  private async assertTeam(id: string): Promise<void> {
    const known = (team: DirectoryTeamEntry | undefined): boolean => team !== undefined && !team.deleted;
    if (known(await appears(() => this.directory.team(id), known, DIRECTORY_WITHIN_MS))) return;
    throw unusable(
      'team-unknown',
      '/modeB/teamId',
      'The platform has told of no team with this modeB.teamId; see /v1/directory/teams.',
    );
  }

  private async assertField({ scope, key }: NonNullable<ModeB['emailField']>): Promise<void> {
    const known = (field: DirectoryFieldEntry | undefined): boolean => field !== undefined && !field.deleted;
    const field = await appears(() => this.directory.field(scope, key), known, DIRECTORY_WITHIN_MS);
    if (field === undefined || field.deleted) {
      throw unusable(
        'email-field-unsuitable',
        '/modeB/emailField',
        `The platform has told of no ${scope} field with this key; see /v1/directory/fields.`,
      );
    }
    if (field.type.toLowerCase() === 'email') return;
    throw unusable(
      'email-field-unsuitable',
      '/modeB/emailField',
      `The field is of type ${field.type}; Mode B needs one of type email.`,
    );
  }
}

function unusable(code: ProblemCode, pointer: string, detail: string): ProblemError {
  return new ProblemError(code, detail, { members: { faults: [{ code, detail, pointer }] } });
}
