import { createTransport } from 'nodemailer';
import { mailOf } from './alert-message';
import { AlertNotDeliveredError } from './alert-sender';
import type { AlertSender } from './alert-sender';
import type { AlertSettings } from './alert-settings';
import type { DueMessage } from './alert-store';

/** Longest silence of the mail server, in ms. */
const SILENCE_MS = 15_000;

/** Sends alerts as plain text by SMTP. A message that is sent again carries the same Message-ID; all of one alert are one thread. */
export class EmailSender implements AlertSender {
  readonly channel = 'email';
  private readonly transport;
  private readonly domain: string;

  constructor(
    private readonly settings: NonNullable<AlertSettings['email']>,
    silenceMs = SILENCE_MS,
  ) {
    this.domain = settings.from.slice(settings.from.lastIndexOf('@') + 1);
    this.transport = createTransport({
      url: settings.smtpUrl,
      dnsTimeout: silenceMs,
      connectionTimeout: silenceMs,
      greetingTimeout: silenceMs,
      socketTimeout: silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ id, body }: Pick<DueMessage, 'id' | 'body'>): Promise<void> {
    const { from, to } = this.settings;
    try {
      await this.transport.sendMail({
        from: { name: 'Parley', address: from },
        to: [...to],
        ...mailOf(body),
        messageId: `<${id}@${this.domain}>`,
        references: [`<alert.${body.data.alertId}@${this.domain}>`],
        date: new Date(body.timestamp),
        headers: { 'auto-submitted': 'auto-generated' },
      });
    } catch (error) {
      throw new AlertNotDeliveredError(faultOf(error));
    }
  }

  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}

/** The server's words may name people, so only its number is kept. */
function faultOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unreachable';
  if ('responseCode' in error && typeof error.responseCode === 'number') return `smtp-${error.responseCode}`;
  return 'code' in error && error.code === 'ETIMEDOUT' ? 'timeout' : 'unreachable';
}
