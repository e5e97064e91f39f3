import {
  publicOnlyLookup,
  withoutTracing,
  type FetchGuard,
  type GuardedUrl,
  type ResolveAll,
} from '@parley/platform';
import { Agent, request, type Dispatcher } from 'undici';
import type { FileAddress, FileSource, FoundFile } from '../attachment-ports';
import { readLimited } from './read-limited';

/** Limits of fetching. */
export interface HttpFilesSettings {
  /** Time for one file as a whole, redirects included, in ms. */
  readonly timeoutMs: number;
  /** DNS, TCP and TLS, in ms. */
  readonly connectTimeoutMs: number;
  /** Replaces DNS in tests. */
  readonly resolve?: ResolveAll;
}

const MOST_REDIRECTS = 5;
const USER_AGENT = 'Parley/0.1';
/** The platform does not give the file out any more, or not to Parley: trying again would not help. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);
/** The same may succeed a moment later. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 409, 421, 423, 425, 429]);

type Answer = Dispatcher.ResponseData;

/**
 * Files from the addresses that publishers name. An address is checked before each hop, redirects included; the socket
 * connects to the address that was checked, so that a name cannot change its answer in between.
 */
export class HttpFiles implements FileSource {
  private readonly stopping = new AbortController();
  private readonly trusted: Agent;
  private readonly guarded: Agent;

  constructor(
    private readonly guard: FetchGuard,
    private readonly settings: HttpFilesSettings,
  ) {
    this.trusted = this.agent({});
    this.guarded = this.agent({ lookup: publicOnlyLookup(settings.resolve) });
  }

  async get({ url }: FileAddress, maxBytes: number): Promise<FoundFile> {
    if (url === undefined) return { kind: 'left-out', fault: 'missing' };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(this.settings.timeoutMs)]);
    try {
      return await withoutTracing(() => this.follow(url, maxBytes, signal));
    } catch (error) {
      if (this.stopping.signal.aborted) return { kind: 'stopped' };
      return isRefused(error) ? REFUSED : { kind: 'failed' };
    }
  }

  /** Ends every fetch at once. */
  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.trusted.destroy(), this.guarded.destroy()]);
  }

  private async follow(address: string, maxBytes: number, signal: AbortSignal): Promise<FoundFile> {
    let target = this.guard.check(address);
    for (let hop = 0; target !== undefined && hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await this.ask(target, signal);
      const location = redirectOf(answer);
      if (location === undefined) return read(answer, maxBytes);
      discard(answer);
      target = this.guard.check(location, target.url);
    }
    return target === undefined ? REFUSED : { kind: 'left-out', fault: 'unreachable' };
  }

  private ask({ url, trusted }: GuardedUrl, signal: AbortSignal): Promise<Answer> {
    return request(url, {
      dispatcher: trusted ? this.trusted : this.guarded,
      method: 'GET',
      signal,
      // Bytes are counted as they come, so nothing should have to be unpacked.
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': USER_AGENT },
    });
  }

  private agent(connect: { readonly lookup?: ReturnType<typeof publicOnlyLookup> }): Agent {
    const { connectTimeoutMs, timeoutMs } = this.settings;
    return new Agent({
      pipelining: 1,
      allowH2: false,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: { ...connect, allowH2: false, timeout: connectTimeoutMs },
    });
  }
}

const REFUSED: FoundFile = { kind: 'left-out', fault: 'address-refused' };

async function read(answer: Answer, maxBytes: number): Promise<FoundFile> {
  const { statusCode } = answer;
  if (statusCode !== 200) {
    discard(answer);
    if (GONE.has(statusCode)) return { kind: 'left-out', fault: 'expired' };
    return statusCode >= 500 || TRANSIENT.has(statusCode)
      ? { kind: 'failed' }
      : { kind: 'left-out', fault: 'unreachable' };
  }
  const announced = Number(headerOf(answer, 'content-length') ?? Number.NaN);
  if (announced > maxBytes) {
    discard(answer);
    return { kind: 'left-out', fault: 'too-large', size: announced };
  }
  const bytes = await readLimited(answer.body, headerOf(answer, 'content-encoding'), maxBytes);
  if (bytes === undefined) return { kind: 'left-out', fault: 'too-large' };
  const contentType = headerOf(answer, 'content-type');
  return { kind: 'file', bytes, ...(contentType === undefined ? {} : { contentType }) };
}

function redirectOf(answer: Answer): string | undefined {
  return answer.statusCode >= 300 && answer.statusCode < 400 ? headerOf(answer, 'location') : undefined;
}

function headerOf({ headers }: Answer, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Ends the connection: whatever else it would send is not wanted. */
function discard({ body }: Answer): void {
  body.on('error', () => undefined).destroy();
}

/** A name that leads to a private address; undici hands the lookup's error on, by itself or inside one of several. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'PRIVATE_ADDRESS') return true;
  if (error instanceof AggregateError) return error.errors.some(isRefused);
  return error.cause !== undefined && isRefused(error.cause);
}
