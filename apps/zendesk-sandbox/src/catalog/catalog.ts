import type { JsonObject, JsonValue } from '../http/json';

/** Lists of definitions that an account has: simple records with an id, times and properties. */
export const CATALOG_KINDS = [
  'groups',
  'brands',
  'ticket_forms',
  'ticket_fields',
  'user_fields',
  'custom_statuses',
  'triggers',
] as const;

/** Name of one list, as in its path. */
export type CatalogKind = (typeof CATALOG_KINDS)[number];

/** One definition. */
export interface CatalogItem {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  properties: JsonObject;
}

/** All definitions of an account, in order of creation. */
export type CatalogState = Readonly<Record<CatalogKind, Map<number, CatalogItem>>>;

/** An account without any definitions. */
export function emptyCatalog(): CatalogState {
  return {
    groups: new Map(),
    brands: new Map(),
    ticket_forms: new Map(),
    ticket_fields: new Map(),
    user_fields: new Map(),
    custom_statuses: new Map(),
    triggers: new Map(),
  };
}

/** Reads and adds definitions. */
export class Catalog {
  constructor(
    private readonly state: CatalogState,
    private readonly nextId: () => number,
  ) {}

  /** All definitions of a kind, oldest first. */
  list(kind: CatalogKind): CatalogItem[] {
    return [...this.state[kind].values()];
  }

  /** One definition, if it exists. */
  find(kind: CatalogKind, id: number): CatalogItem | undefined {
    return this.state[kind].get(id);
  }

  /** The first definition whose property has this value. */
  findBy(kind: CatalogKind, property: string, value: JsonValue): CatalogItem | undefined {
    return this.list(kind).find((item) => item.properties[property] === value);
  }

  /** Adds a definition. */
  add(kind: CatalogKind, properties: JsonObject, nowMs: number): CatalogItem {
    const item = { id: this.nextId(), createdAt: nowMs, updatedAt: nowMs, properties };
    this.state[kind].set(item.id, item);
    return item;
  }

  /** Changes properties of a definition. */
  change(item: CatalogItem, properties: JsonObject, nowMs: number): void {
    item.properties = { ...item.properties, ...properties };
    item.updatedAt = nowMs;
  }

  /** Removes a definition. */
  remove(kind: CatalogKind, id: number): void {
    this.state[kind].delete(id);
  }

  /** The id of the definition that is marked as default, or of the first one. */
  defaultId(kind: CatalogKind): number {
    return (this.findBy(kind, 'default', true) ?? this.list(kind)[0])?.id ?? 0;
  }
}
