import type { AgentBook } from '../lane/ports';
import type { MemoryTables } from './memory-tables';

/** Agents in memory, remembered for ever. */
export class MemoryAgentBook implements AgentBook {
  constructor(private readonly tables: MemoryTables) {}

  async known(organizationId: string, key: string): Promise<number | null | undefined> {
    return this.tables.agents.get(JSON.stringify([organizationId, key]));
  }

  async remember(organizationId: string, key: string, zendeskUserId: number | null): Promise<void> {
    this.tables.agents.set(JSON.stringify([organizationId, key]), zendeskUserId);
  }
}
