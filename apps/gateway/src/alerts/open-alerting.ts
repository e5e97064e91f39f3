import { systemClock } from '@parley/platform';
import type { AlertSender } from './alert-sender';
import type { AlertSettings } from './alert-settings';
import type { AlertStore } from './alert-store';
import { EmailSender } from './email-sender';
import { SendAlerts } from './send-alerts';
import { WatchAlerts } from './watch-alerts';
import { WebhookSender } from './webhook-sender';

/** Alerting as it runs in the background. */
export interface Alerting {
  start(): void;
  stop(): Promise<void>;
}

/** Joins what watches with what sends. Without any channel alerts are still kept, for the list. */
export function openAlerting(store: AlertStore, settings: AlertSettings): Alerting {
  const { webhook, email } = settings;
  const senders: AlertSender[] = [];
  if (webhook !== undefined) senders.push(new WebhookSender(webhook, () => systemClock.now()));
  if (email !== undefined) senders.push(new EmailSender(email));
  const sending = new SendAlerts(store, senders);
  const watching = new WatchAlerts(
    store,
    settings,
    senders.map(({ channel }) => channel),
  );
  return {
    start: () => {
      watching.start();
      sending.start();
    },
    stop: async () => {
      await watching.stop();
      await sending.stop();
    },
  };
}
