import type { MemoryTables } from '../../src/memory/memory-tables';
import { LANE_SETTINGS } from './lane-settings';
import type { SimDatabase } from './sim-database';

/** Nobody is started again before every request has arrived that was on its way (docs/reliability.md). */
const RESTORE_MS = LANE_SETTINGS.settleMs;

interface Backup {
  /** Every table by its name. */
  readonly tables: Readonly<Record<string, unknown>>;
  readonly consuming: ReturnType<SimDatabase['backUp']>;
}

/** What Postgres held at earlier times, to be put back as a whole. */
export class Backups {
  /** Nobody works before. */
  downUntilMs = 0;
  private readonly taken: Backup[] = [];

  constructor(
    private readonly tables: MemoryTables,
    private readonly database: SimDatabase,
  ) {}

  take(): void {
    const isTable = (value: unknown) => value instanceof Map || Array.isArray(value);
    const tables = Object.entries(this.tables).filter(([, value]) => isTable(value));
    this.taken.push({
      tables: structuredClone(Object.fromEntries(tables)),
      consuming: this.database.backUp(),
    });
  }

  /** Puts back the one that is so many steps old, or the oldest. */
  putBack(back: number, nowMs: number): void {
    const backup = this.taken[Math.max(0, this.taken.length - 1 - back)];
    if (backup === undefined) return;
    for (const [name, content] of Object.entries(structuredClone(backup.tables))) {
      const table: unknown = Reflect.get(this.tables, name);
      if (table instanceof Map) {
        table.clear();
        // Under Jest a clone is of another realm, whose Map is no Map of this one's.
        for (const [key, row] of content as ReadonlyMap<unknown, unknown>) table.set(key, row);
      } else if (Array.isArray(table)) table.splice(0, table.length, ...(content as unknown[]));
    }
    this.database.putBack(backup.consuming);
    this.downUntilMs = nowMs + RESTORE_MS;
  }
}
