import type { CallFacts, FileUpload, Me, Refused, UploadedFile, ZendeskOutcome } from '@parley/zendesk';
import type { LaneClock } from '../src/lane/ports';
import { ok, refused, unknown } from './zendesk-answers';

/** A file as Zendesk keeps it until a comment takes it. */
interface KeptUpload {
  readonly fileName: string;
  readonly contentType: string;
  readonly text: string;
  readonly expiresAtMs: number;
  isAttached: boolean;
}

const FACTS: CallFacts = { method: 'POST', path: '/api/v2/uploads', durationMs: 1 };
const LIFE_MS = 60 * 60_000;

/** Uploads in memory, on the test's clock: a token lives an hour and serves once. */
export class MemoryUploads {
  readonly kept = new Map<string, KeptUpload>();
  /** What the next uploads meet, in order. */
  readonly faults: ('lost' | 'refused' | 'rate-limited' | undefined)[] = [];
  /** Whether anything else is answered. */
  isDown = false;

  constructor(private readonly clock: LaneClock) {}

  upload({ fileName, contentType, bytes }: FileUpload): ZendeskOutcome<UploadedFile> {
    const fault = this.faults.shift();
    if (fault === 'refused') return refused(FACTS, 422, 'invalid');
    if (fault === 'rate-limited')
      return { ...FACTS, kind: 'rate-limited', retryAfterMs: 3_000, bucket: 'account', sent: true };
    const token = `token-${this.kept.size}`;
    const attachment = { id: fileIdOf(token) };
    const expiresAtMs = this.clock.now().getTime() + LIFE_MS;
    const text = Buffer.from(bytes).toString('utf8');
    this.kept.set(token, { fileName, contentType, text, expiresAtMs, isAttached: false });
    if (fault === 'lost' || this.isDown) return unknown(FACTS);
    return ok(FACTS, { token, expires_at: new Date(expiresAtMs).toISOString(), attachment });
  }

  me(): ZendeskOutcome<Me> {
    const facts = { method: 'GET', path: '/api/v2/users/me', durationMs: 1 } as const;
    return this.isDown ? unknown(facts) : ok(facts, { id: 900, role: 'admin' });
  }

  /** Uses the tokens up; false, and nothing is, when one is unknown, too old or used. */
  attach(tokens?: readonly string[]): boolean {
    const now = this.clock.now().getTime();
    const uploads = (tokens ?? []).map((token) => this.kept.get(token));
    if (!uploads.every((one) => one !== undefined && !one.isAttached && one.expiresAtMs > now)) return false;
    for (const one of uploads) if (one !== undefined) one.isAttached = true;
    return true;
  }
}

/** The refusal of a comment whose tokens are no good. */
export function refusedUploads(facts: CallFacts): Refused {
  return { ...refused(facts, 422, 'invalid'), fields: [{ field: 'uploads', code: 'InvalidValue' }] };
}

/** The id of the file that was uploaded under a token. */
export function fileIdOf(token: string): number {
  return 7_000 + Number(token.replace('token-', ''));
}

/** The address of a file. */
export function fileUrlOf(id: number): string {
  return `https://acme.zendesk.example/attachments/${id}`;
}
