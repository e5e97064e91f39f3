import type { BlobStore } from '@parley/blob-store';
import { createLogger } from '@parley/platform';
import type { BlobUses } from './blob-uses';

const logger = createLogger('remove-blobs');
const EVERY_MS = 3_600_000;
/** Blobs judged at once. */
const PAGE = 200;
/** A blob of no message that is known here waits so many times longer: its event may not have been followed yet. */
const UNKNOWN_TIMES = 2;

/**
 * Removes inline files after the operator's retention time. One that a message still on its way to Zendesk needs is kept
 * for another such time, however often; ticket-writer alone knows which those are.
 */
export class RemoveBlobs {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  /** @param days retention; 0 keeps blobs as long as the log */
  constructor(
    private readonly blobs: Pick<BlobStore, 'olderThan' | 'remove' | 'renew'>,
    private readonly uses: BlobUses,
    private readonly days: number,
  ) {}

  start(): void {
    if (this.days === 0) return;
    this.timer = setInterval(() => this.runLogged(), EVERY_MS);
    this.timer.unref();
    this.runLogged();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Removes what is due; gives the number of blobs removed. */
  async run(): Promise<number> {
    let removed = 0;
    for (;;) {
      const old = await this.blobs.olderThan(this.days, PAGE);
      const uses = await this.uses.usesOf(old);
      await this.blobs.renew(old.filter((hash) => uses.get(hash)?.isNeeded === true));
      const known = old.filter((hash) => uses.get(hash)?.isNeeded === false);
      const unknown = old.filter((hash) => !uses.has(hash));
      const gone =
        (await this.blobs.remove(known, this.days)) +
        (await this.blobs.remove(unknown, this.days * UNKNOWN_TIMES));
      removed += gone;
      if (old.length < PAGE || gone === 0) return removed;
    }
  }

  private runLogged(): void {
    this.running = this.run().then(
      (removed) => {
        if (removed > 0) logger.info({ removed }, 'inline files past their retention were removed');
      },
      (error: unknown) => logger.warn({ err: error }, 'inline files could not be removed now'),
    );
  }
}
