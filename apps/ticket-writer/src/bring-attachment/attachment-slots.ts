const SHORTEST_REST_MS = 500;
const REST_STEP_MS = 50;
const LONGEST_REST_MS = 10_000;

/** Keeps slow files from filling every place of the lanes: so many at once in this process, and fewer of one account. */
export class AttachmentSlots {
  private readonly taken = new Map<string, number>();
  private all = 0;
  private refused = 0;

  /**
   * @param most files at once, of all accounts
   * @param mostOfOne files at once of one account, so that a slow platform leaves places to the others
   */
  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /** Takes a place and gives the function that frees it; undefined when there is none. */
  take(accountId: string): (() => void) | undefined {
    const ofOne = this.taken.get(accountId) ?? 0;
    if (this.all >= this.most || ofOne >= this.mostOfOne) {
      this.refused += 1;
      return undefined;
    }
    this.all += 1;
    this.taken.set(accountId, ofOne + 1);
    return () => this.free(accountId);
  }

  /** How long whoever got no place waits, in ms: the more there are, the longer, so that a backlog does not ask all the time. */
  get restMs(): number {
    return Math.min(SHORTEST_REST_MS + this.refused * REST_STEP_MS, LONGEST_REST_MS);
  }

  private free(accountId: string): void {
    const left = (this.taken.get(accountId) ?? 1) - 1;
    this.all -= 1;
    this.refused = Math.floor(this.refused / 2);
    if (left === 0) this.taken.delete(accountId);
    else this.taken.set(accountId, left);
  }
}
