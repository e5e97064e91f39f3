import { Inject } from '@nestjs/common';
import { DIRECTORY_STORE } from '../directory/directory-store';
import type { DirectoryStore } from '../directory/directory-store';
import type { Organization } from './organization';
import type { OrganizationWarning } from './organization-view';

/** Notices that a team or field which an organization uses disappeared upstream (A5); what already fired goes on syncing. */
export class OrganizationWarnings {
  constructor(@Inject(DIRECTORY_STORE) private readonly directory: Pick<DirectoryStore, 'team' | 'field'>) {}

  /** What an administrator should look at; empty when all is well. */
  async of({ configuration, state }: Organization): Promise<readonly OrganizationWarning[]> {
    const { enabled, teamId, emailField } = configuration.modeB;
    if (!enabled || state === 'disconnected') return [];
    const team = teamId === null ? undefined : await this.directory.team(teamId);
    const field =
      emailField === null ? undefined : await this.directory.field(emailField.scope, emailField.key);
    const warnings: OrganizationWarning[] = [];
    if (team === undefined || team.deleted) {
      warnings.push({
        code: 'team-gone',
        detail: 'The team of Mode B no longer exists on the platform: no new conversation fires.',
      });
    }
    if (field === undefined || field.deleted) {
      warnings.push({
        code: 'field-gone',
        detail: 'The e-mail field of Mode B no longer exists on the platform.',
      });
    }
    return warnings;
  }
}
