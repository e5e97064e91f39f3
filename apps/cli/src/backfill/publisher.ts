import { setTimeout as pause } from 'node:timers/promises';
import type { PublishAnswer, RejectedEvent } from '@parley/contracts';
import { UserError } from '../user-error';

/** One event as it stands in the file, and what identifies it. */
export interface BackfillEvent {
  readonly text: string;
  readonly source: string;
  readonly id: string;
}

/** Where events go, and where Parley says what became of them. */
export interface Publisher {
  /** Sends events in order; resolves once Kafka has those that are valid. Waits as long as the gateway asks to. */
  publish(events: readonly BackfillEvent[]): Promise<PublishAnswer>;
  /** Whether an event has been applied, or will never be. */
  isApplied(event: Pick<BackfillEvent, 'source' | 'id'>): Promise<boolean>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** The gateway's HTTP door. A server that is away, busy or without Kafka is asked again, for ever. */
export class HttpPublisher implements Publisher {
  constructor(
    private readonly url: string,
    private readonly token: string,
    /** Told once a wait begins: why, and how long it is in ms. */
    private readonly onWait: (why: string, ms: number) => void,
  ) {}

  async publish(events: readonly BackfillEvent[]): Promise<PublishAnswer> {
    const [only] = events;
    if (only === undefined) return { accepted: 0, rejected: [] };
    const isOne = events.length === 1;
    const body = isOne ? only.text : `[${events.map(({ text }) => text).join(',')}]`;
    const type = `application/cloudevents${isOne ? '' : '-batch'}+json`;
    const answer = await this.untilAnswered('/v1/events', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    const said = (await answer.json().catch(() => ({}))) as Partial<PublishAnswer> & {
      readonly code?: string;
    };
    if (answer.status === 202 || said.code === 'events-rejected')
      return { accepted: said.accepted ?? 0, rejected: said.rejected ?? [] };
    if (answer.status === 401 || answer.status === 404)
      throw new UserError(
        `The gateway refused the credential or the address: ${answer.status} ${said.code ?? ''}.`,
      );
    return isOne
      ? { accepted: 0, rejected: [refusal(only, said.code ?? `status-${answer.status}`)] }
      : this.halved(events);
  }

  /** What is refused as a whole (too large together, or unreadable) is sent in halves, so that nothing valid shares the fate of the rest. */
  private async halved(events: readonly BackfillEvent[]): Promise<PublishAnswer> {
    const middle = Math.ceil(events.length / 2);
    const first = await this.publish(events.slice(0, middle));
    const second = await this.publish(events.slice(middle));
    const shifted = second.rejected.map((rejected) => ({ ...rejected, index: rejected.index + middle }));
    return { accepted: first.accepted + second.accepted, rejected: [...first.rejected, ...shifted] };
  }

  async isApplied({ source, id }: Pick<BackfillEvent, 'source' | 'id'>): Promise<boolean> {
    const query = new URLSearchParams({ source, id }).toString();
    const answer = await this.untilAnswered(`/v1/events/status?${query}`, {});
    const { state } = (await answer.json().catch(() => ({}))) as { readonly state?: string };
    return state !== 'accepted' && answer.status !== 404;
  }

  private async untilAnswered(
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.token}` };
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const answer = await fetch(this.url + path, { ...init, headers }).catch(() => undefined);
      if (answer !== undefined && answer.status !== 429 && answer.status < 500) return answer;
      const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
      await answer?.body?.cancel();
      const ms = Math.max(waitMs, asked);
      this.onWait(
        answer === undefined ? 'the gateway cannot be reached' : `the gateway answered ${answer.status}`,
        ms,
      );
      await pause(ms);
    }
  }
}

function refusal({ id }: BackfillEvent, code: string): RejectedEvent {
  return { index: 0, id, code, detail: 'The request was refused as a whole.', pointer: '' };
}
