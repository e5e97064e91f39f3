import { setTimeout as pause } from 'node:timers/promises';

/** An answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else text. */
  readonly body: unknown;
}

/** What a request carries besides method and path. */
export interface RequestParts {
  /** Sent as JSON unless it is text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Longest wait for a service that was killed and comes back. */
const PATIENCE_MS = 60_000;

/** One caller of one server. */
export class HttpCaller {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string | undefined,
  ) {}

  /** One exchange; gives every answer back as it is. */
  async send(method: string, path: string, { body, headers = {} }: RequestParts = {}): Promise<Answer> {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: raw ? (body as string | Buffer<ArrayBuffer>) : JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /**
   * As every careful client does: asks again while the server cannot be reached or says 503, and throws for any other refusal.
   * @returns the answer's body
   */
  async ask(method: string, path: string, parts: RequestParts = {}): Promise<unknown> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.send(method, path, parts).catch((cause: unknown) => ({ cause }));
      const away = 'cause' in answer || answer.status === 503;
      if (!away && answer.status < 400) return answer.body;
      if (!away || performance.now() > deadline) throw refused(method, path, answer);
      await pause(100);
    }
  }
}

function refused(method: string, path: string, answer: Answer | { readonly cause: unknown }): Error {
  if ('cause' in answer) return new Error(`${method} ${path} got no answer`, answer);
  return new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
