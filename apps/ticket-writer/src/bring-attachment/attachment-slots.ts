const SHORTEST_REST_MS = 500;
const REST_STEP_MS = 50;
const LONGEST_REST_MS = 10_000;
const ALL = 'all';

/** Between whom a file is carried; either end may be slow. */
export interface Carriage {
  /** Host that the file is fetched from; undefined where it is in Parley's own store. */
  readonly host: string | undefined;
  /** Organization whose Zendesk it is uploaded to. */
  readonly organizationId: string;
}

/** A place that was taken. */
export interface Slot {
  /** The file is here: its host is free again, while the file is uploaded. */
  fetched(): void;
  /** Frees whatever of the place is still taken. */
  free(): void;
}

/** How long to wait before the next try for a place, in ms. */
export interface NoSlot {
  readonly restMs: number;
}

interface Limit {
  readonly most: number;
  taken: number;
  refused: number;
}

/** Keeps slow files from filling every place of the lanes: so many at once in this process, and fewer of one host or one organization. */
export class AttachmentSlots {
  private readonly limits = new Map<string, Limit>();

  /**
   * @param most files at once
   * @param mostOfOne files at once from one host, and to one organization, so that a slow end leaves places to the others
   */
  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /** Takes a place. The more are refused for the same reason, the longer they wait, so that a backlog does not ask all the time. */
  take({ host, organizationId }: Carriage): Slot | NoSlot {
    const from = host === undefined ? [] : [`from ${host}`];
    const keys = [...from, `to ${organizationId}`, ALL];
    const limits = keys.map((key) => this.limit(key));
    const full = limits.find(({ taken, most }) => taken >= most);
    if (full !== undefined) {
      full.refused += 1;
      return { restMs: Math.min(SHORTEST_REST_MS + (full.refused - 1) * REST_STEP_MS, LONGEST_REST_MS) };
    }
    for (const limit of limits) limit.taken += 1;
    return {
      fetched: () => this.free(keys.splice(0, keys.length - 2)),
      free: () => this.free(keys.splice(0)),
    };
  }

  private limit(key: string): Limit {
    const known = this.limits.get(key);
    if (known !== undefined) return known;
    const limit: Limit = { most: key === ALL ? this.most : this.mostOfOne, taken: 0, refused: 0 };
    this.limits.set(key, limit);
    return limit;
  }

  private free(keys: readonly string[]): void {
    for (const key of keys) {
      const limit = this.limit(key);
      limit.taken -= 1;
      limit.refused = Math.floor(limit.refused / 2);
      if (limit.taken === 0) this.limits.delete(key);
    }
  }
}
