import { FetchGuard, publicOnlyLookup, withoutTracing } from '@parley/platform';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { AlertNotDeliveredError } from './alert-sender';
import type { AlertSender } from './alert-sender';
import type { AlertSettings } from './alert-settings';
import type { DueMessage } from './alert-store';

/** Longest wait for the receiver, in ms, connecting included. */
const ANSWER_WITHIN_MS = 15_000;
const CONNECT_WITHIN_MS = 5_000;
const USER_AGENT = 'Parley/0.1';

/**
 * Posts alerts, signed as Standard Webhooks say. Only https, and no private address, unless the operator names the host; redirects
 * are not followed, as they would take the message where nobody sent it.
 */
export class WebhookSender implements AlertSender {
  readonly channel = 'webhook';
  private readonly webhook: Webhook;
  private readonly guard: FetchGuard;
  private readonly agents = {
    trusted: agent({}),
    guarded: agent({ lookup: publicOnlyLookup() }),
  };

  constructor(
    private readonly settings: NonNullable<AlertSettings['webhook']>,
    private readonly now: () => Date,
    private readonly answerWithinMs = ANSWER_WITHIN_MS,
  ) {
    this.webhook = new Webhook(settings.secret);
    this.guard = new FetchGuard(settings.allowedHosts);
  }

  async send({ id, body }: Pick<DueMessage, 'id' | 'body'>): Promise<void> {
    const target = this.guard.check(this.settings.url);
    if (target === undefined || (!target.trusted && target.url.protocol !== 'https:'))
      throw new AlertNotDeliveredError('address-refused');
    const payload = JSON.stringify(body);
    const at = this.now();
    const status = await this.post(target.url, target.trusted, payload, {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': this.webhook.sign(id, at, payload),
    });
    if (status < 200 || status > 299) throw new AlertNotDeliveredError(`http-${status}`);
  }

  async close(): Promise<void> {
    await Promise.all([this.agents.trusted.destroy(), this.agents.guarded.destroy()]);
  }

  private async post(
    url: URL,
    isTrusted: boolean,
    body: string,
    headers: Record<string, string>,
  ): Promise<number> {
    try {
      return await withoutTracing(async () => {
        const answer = await request(url, {
          dispatcher: isTrusted ? this.agents.trusted : this.agents.guarded,
          method: 'POST',
          headers,
          body,
          signal: AbortSignal.timeout(this.answerWithinMs),
        });
        // What it says beside the status is not wanted.
        answer.body.on('error', () => undefined).destroy();
        return answer.statusCode;
      });
    } catch (error) {
      throw new AlertNotDeliveredError(faultOf(error));
    }
  }
}

function agent(connect: { readonly lookup?: ReturnType<typeof publicOnlyLookup> }): Agent {
  return new Agent({ connect: { ...connect, timeout: CONNECT_WITHIN_MS } });
}

/** Undici hands on what sockets, lookups and signals say, by itself or inside others. */
function faultOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unreachable';
  if ('code' in error && error.code === 'PRIVATE_ADDRESS') return 'address-refused';
  if ('name' in error && String(error.name).endsWith('TimeoutError')) return 'timeout';
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
    return faultOf(error.errors[0]);
  return 'cause' in error ? faultOf(error.cause) : 'unreachable';
}
