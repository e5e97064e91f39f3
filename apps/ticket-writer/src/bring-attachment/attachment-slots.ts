/** Keeps slow files from filling every place of the lanes: so many at once in this process, and fewer of one account. */
export class AttachmentSlots {
  private readonly taken = new Map<string, number>();
  private all = 0;

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
    if (this.all >= this.most || ofOne >= this.mostOfOne) return undefined;
    this.all += 1;
    this.taken.set(accountId, ofOne + 1);
    return () => this.free(accountId);
  }

  private free(accountId: string): void {
    const left = (this.taken.get(accountId) ?? 1) - 1;
    this.all -= 1;
    if (left === 0) this.taken.delete(accountId);
    else this.taken.set(accountId, left);
  }
}
