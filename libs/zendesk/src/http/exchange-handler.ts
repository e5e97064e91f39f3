import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import type { Exchange, Headers } from './exchange';

/** Our own reasons to end a call. */
export class CallEndedError extends Error {
  constructor(readonly reason: 'timeout' | 'too-large') {
    super(reason);
  }
}

/**
 * Follows one request through undici and says exactly once how it ended. Bytes count as sent from `onRequestStart` on: undici calls it right
 * before it writes to a connected socket, so everything that fails earlier (queue, DNS, TCP, TLS) surely never reached Zendesk.
 */
export class ExchangeHandler implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private ended: CallEndedError | undefined;
  private settled = false;
  private status: number | undefined;
  private headers: Headers | undefined;
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly maxBodyBytes: number,
    private readonly settle: (exchange: Exchange) => void,
  ) {}

  /** Ends the call now, wherever it is. */
  end(reason: CallEndedError): void {
    this.ended ??= reason;
    if (this.controller === undefined) this.finish({ kind: 'not-sent', code: reason.reason });
    else this.controller.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Given up while it waited for a connection: the caller was told "not sent", so nothing may be written any more.
    if (this.ended !== undefined) controller.abort(this.ended);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.headers = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value[0] : value,
      ]),
    );
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size <= this.maxBodyBytes) {
      this.chunks.push(chunk);
      return;
    }
    this.ended ??= new CallEndedError('too-large');
    controller.abort(this.ended);
  }

  onResponseEnd(): void {
    if (this.status === undefined || this.headers === undefined) {
      this.onResponseError(undefined, new Error('no answer'));
      return;
    }
    this.finish({
      kind: 'answered',
      status: this.status,
      headers: this.headers,
      body: Buffer.concat(this.chunks),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    const code = this.ended?.reason ?? codeOf(error);
    if (this.controller === undefined) {
      this.finish({ kind: 'not-sent', code });
      return;
    }
    this.finish({
      kind: 'broken',
      cause: this.ended?.reason ?? (isTimeout(error) ? 'timeout' : 'lost'),
      code,
      ...(this.status === undefined ? {} : { status: this.status }),
      ...(this.headers === undefined ? {} : { headers: this.headers }),
    });
  }

  private finish(exchange: Exchange): void {
    if (this.settled) return;
    this.settled = true;
    this.settle(exchange);
  }
}

function isTimeout(error: Error): boolean {
  return error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
}

/** A stable code for people; never the message, which may quote an address. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) {
    const [first] = error.errors.filter((inner): inner is Error => inner instanceof Error);
    if (first !== undefined) return codeOf(first);
  }
  return error.name;
}
