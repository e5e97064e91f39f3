import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../http/json';
import { badRequest } from '../http/zendesk-error';

/** The answer that belongs to an idempotency key. */
export interface StoredReply {
  /** Hash of the parameters the key was first used with. */
  readonly fingerprint: string;
  readonly expiresAt: number;
  readonly location: string;
  readonly body: string;
}

/**
 * Replies of ticket creations by `Idempotency-Key`. Zendesk facts, idempotency: keys live 2 hours; a replay returns the stored
 * response with `x-idempotency-lookup: hit`; the same key with other parameters is refused with 400. Scoped to the
 * authenticated user here, and only successes are kept (both uncertain).
 */
export class IdempotencyKeys {
  constructor(private readonly replies: Map<string, StoredReply>) {}

  /**
   * The stored reply, or undefined on first use.
   *
   * @throws ZendeskError 400 `IdempotentRequestError` when the parameters differ
   */
  find(userId: number, key: string, parameters: JsonValue, nowMs: number): StoredReply | undefined {
    this.forgetExpired(nowMs);
    const reply = this.replies.get(nameOf(userId, key));
    if (reply === undefined || reply.expiresAt <= nowMs) return undefined;
    if (reply.fingerprint !== fingerprint(parameters)) {
      throw badRequest('IdempotentRequestError', "Request parameters don't match the given idempotency key");
    }
    return reply;
  }

  /** Keeps the reply of a creation for later calls with the same key. */
  keep(
    userId: number,
    key: string,
    parameters: JsonValue,
    reply: { readonly location: string; readonly body: string; readonly expiresAt: number },
  ): void {
    this.replies.delete(nameOf(userId, key));
    this.replies.set(nameOf(userId, key), { ...reply, fingerprint: fingerprint(parameters) });
  }

  /** Insertion order is the order of expiry as long as the life of a key stays the same. */
  private forgetExpired(nowMs: number): void {
    for (const [name, reply] of this.replies) {
      if (reply.expiresAt > nowMs) return;
      this.replies.delete(name);
    }
  }
}

function nameOf(userId: number, key: string): string {
  return `${userId} ${key}`;
}

function fingerprint(parameters: JsonValue): string {
  return createHash('sha256').update(canonicalJson(parameters)).digest('hex');
}
