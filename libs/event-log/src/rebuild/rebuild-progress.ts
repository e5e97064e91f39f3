const EVERY_MS = 2_000;

/** Shows how far a rebuild is: a line every two seconds, and one at the end of each phase. */
export class RebuildProgress {
  private phase: string | undefined;
  private began = performance.now();
  private shownAt = 0;
  private finished = false;

  constructor(
    private readonly service: string,
    private readonly print: (line: string) => void = console.log,
  ) {}

  readonly show = (what: string, read: number, total: number): void => {
    const now = performance.now();
    if (this.phase !== what || (this.finished && read < total)) {
      this.phase = what;
      this.began = now;
      this.shownAt = now;
      this.finished = false;
    }
    const ends = read >= total;
    if (this.finished || total === 0 || (!ends && now - this.shownAt < EVERY_MS)) return;
    this.shownAt = now;
    this.finished = ends;
    const seconds = Math.max(0.001, (now - this.began) / 1_000);
    const percent = Math.floor((100 * read) / total);
    this.print(
      `${this.service}: ${what}: ${read} of ${total} records (${percent} %), ${Math.round(read / seconds)} a second`,
    );
  };
}
