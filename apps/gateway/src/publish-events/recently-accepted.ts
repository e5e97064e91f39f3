/** How many events this replica remembers: at full load about a second, at a usual one hours. */
const MOST_EVENTS = 100_000;

/**
 * Events that this replica appended lately, so that their status is known at once, before the read model has seen them (X4).
 * Only ever an answer for "not yet known": what the read model says goes first.
 */
export class RecentlyAccepted {
  private readonly events = new Set<string>();

  constructor(private readonly most = MOST_EVENTS) {}

  /** Notes an event that Kafka has acknowledged. */
  add(source: string, id: string): void {
    if (this.events.size >= this.most) {
      const oldest = this.events.values().next();
      if (!oldest.done) this.events.delete(oldest.value);
    }
    this.events.add(keyOf(source, id));
  }

  /** True when this replica accepted the event lately. */
  has(source: string, id: string): boolean {
    return this.events.has(keyOf(source, id));
  }
}

/** Neither part can hold a line break, so the key is unambiguous. */
function keyOf(source: string, id: string): string {
  return `${source}\n${id}`;
}
