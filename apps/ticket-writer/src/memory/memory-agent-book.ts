import type { AgentBook } from '../lane/ports';
import type { MemoryTables } from './memory-tables';

/** Agents in memory, remembered for ever. */
export class MemoryAgentBook implements AgentBook {
  constructor(private readonly tables: MemoryTables) {}

  known(organizationId: string, key: string): Promise<number | null | undefined> {
    return Promise.resolve(this.tables.agents.get(JSON.stringify([organizationId, key])));
  }

  remember(organizationId: string, key: string, zendeskUserId: number | null): Promise<void> {
    this.tables.agents.set(JSON.stringify([organizationId, key]), zendeskUserId);
    return Promise.resolve();
  }
}
