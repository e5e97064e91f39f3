import type { DirectoryEvent } from '@parley/contracts';

/** Builds what the platform tells about its accounts, teams and fields: `aDirectory().withAccount('acc-1', 'whatsapp').events()`. */
export class DirectoryBuilder {
  private readonly told: DirectoryEvent[] = [];

  withAccount(id: string, network: string, name = `Account ${id}`): this {
    this.told.push({
      ...this.envelope(id),
      type: 'parley.directory.account.v1',
      data: { id, network, name },
    });
    return this;
  }

  withTeam(id: string, name = `Team ${id}`): this {
    this.told.push({ ...this.envelope(id), type: 'parley.directory.team.v1', data: { id, name } });
    return this;
  }

  withField(key: string, type = 'email', scope: 'contact' | 'conversation' = 'contact'): this {
    this.told.push({
      ...this.envelope(key),
      type: 'parley.directory.field.v1',
      data: { key, label: key, type, scope },
    });
    return this;
  }

  events(): readonly DirectoryEvent[] {
    return [...this.told];
  }

  private envelope(subject: string): { specversion: '1.0'; id: string; source: string; subject: string } {
    return {
      specversion: '1.0',
      id: `directory-${this.told.length + 1}`,
      source: '/platforms/test',
      subject,
    };
  }
}

/** An empty directory. */
export function aDirectory(): DirectoryBuilder {
  return new DirectoryBuilder();
}
