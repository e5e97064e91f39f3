import { Client, type ClientConfig } from 'pg';
import { createLogger } from '../logging/logger';

/** A running LISTEN; `close` ends it. */
export interface Subscription {
  close(): Promise<void>;
}

/** Called with a notification's payload, and with `undefined` after every (re)connection: something may have been missed then. */
export type NotifyHandler = (payload: string | undefined) => void;

const RECONNECT_MS = { first: 100, most: 5_000 } as const;
const logger = createLogger('database.listen');

/** Keeps a connection of its own listening on a channel, and makes a new one when it breaks. Resolves once it listens. */
export async function listen(
  config: ClientConfig,
  channel: string,
  onNotify: NotifyHandler,
): Promise<Subscription> {
  const listener = new Listener(config, channel, onNotify);
  await listener.connect();
  return listener;
}

class Listener implements Subscription {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private waitMs: number = RECONNECT_MS.first;
  private closed = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly channel: string,
    private readonly onNotify: NotifyHandler,
  ) {}

  async connect(): Promise<void> {
    const client = new Client(this.config);
    client.on('error', () => this.reconnectLater(client));
    client.on('end', () => this.reconnectLater(client));
    client.on('notification', (message) => this.onNotify(message.payload ?? ''));
    this.client = client;
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
    } catch (error) {
      this.client = undefined;
      await client.end().catch(() => undefined);
      throw error;
    }
    this.waitMs = RECONNECT_MS.first;
    if (!this.closed) this.onNotify(undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private reconnectLater(lost: Client): void {
    if (this.client !== lost || this.closed) return;
    this.client = undefined;
    lost.end().catch(() => undefined);
    this.schedule();
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.connect().catch((error: unknown) => {
        logger.warn({ err: error, channel: this.channel }, 'cannot listen yet');
        if (!this.closed) this.schedule();
      });
    }, this.waitMs);
    this.waitMs = Math.min(this.waitMs * 2, RECONNECT_MS.most);
  }
}
