import { Repeating } from '@parley/platform';
import type { AlertChannel } from '@parley/contracts';
import { entryOf } from './alert-message';
import type { AlertSettings } from './alert-settings';
import type { AlertStore } from './alert-store';
import { foldCauses } from './fold-causes';

const EVERY_MS = 2_000;

/** Looks again and again at what stands, and puts down which alerts open, go on and are over. */
export class WatchAlerts {
  private readonly repeating = new Repeating('watch-alerts', EVERY_MS, () => this.look());

  constructor(
    private readonly store: Pick<AlertStore, 'review'>,
    private readonly settings: AlertSettings,
    private readonly channels: readonly AlertChannel[],
  ) {}

  /** Looks once. */
  async look(): Promise<void> {
    const { behindMs, publicUrl } = this.settings;
    await this.store.review(behindMs, (picture) =>
      foldCauses(picture.open, picture.standing, this.channels, this.settings, picture.now).map((change) =>
        entryOf(change, picture, publicUrl),
      ),
    );
  }

  /** Begins to look. */
  start(): void {
    this.repeating.start();
  }

  /** Ends it, and waits for a look under way. */
  stop(): Promise<void> {
    return this.repeating.stop();
  }
}
