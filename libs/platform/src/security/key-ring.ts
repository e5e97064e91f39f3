import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ParleyError } from '../parley-error';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Thrown when the key ring's text is not `id:base64(32 bytes),…`; never quotes it. */
export class KeyRingError extends ParleyError {
  readonly code = 'key-ring-invalid';
  readonly retryable = false;
}

/** Thrown when a sealed text cannot be opened: altered, of another context, or its key is not in the ring. */
export class SealBrokenError extends ParleyError {
  readonly code = 'seal-broken';
  readonly retryable = false;
}

/**
 * Seals secrets at rest with AES-256-GCM. The first key seals, every key opens, so keys rotate by putting a new one first.
 * A sealed text is `<key id>.<base64url of nonce, ciphertext, tag>`.
 */
export class KeyRing {
  private constructor(
    private readonly sealingKeyId: string,
    private readonly keys: ReadonlyMap<string, Buffer>,
  ) {}

  /**
   * Reads `id:base64(32 bytes),id2:…`.
   * @throws KeyRingError when a part is malformed, an id appears twice, or the ring is empty.
   */
  static parse(text: string): KeyRing {
    const keys = new Map<string, Buffer>();
    for (const part of text.split(',')) {
      const [, id, encoded] = /^([A-Za-z0-9_-]+):([A-Za-z0-9+/]+=*)$/.exec(part.trim()) ?? [];
      if (id === undefined || encoded === undefined)
        throw new KeyRingError('A part of the key ring is not id:base64');
      const key = Buffer.from(encoded, 'base64');
      if (key.length !== KEY_BYTES)
        throw new KeyRingError(`Key "${id}" of the key ring is not ${KEY_BYTES} bytes long`);
      if (keys.has(id)) throw new KeyRingError(`Key "${id}" is in the key ring twice`);
      keys.set(id, key);
    }
    const [sealingKeyId] = keys.keys();
    if (sealingKeyId === undefined) throw new KeyRingError('The key ring is empty');
    return new KeyRing(sealingKeyId, keys);
  }

  /** Seals a text. `context` (for example `organization:<id>`) must be given again to open it, so a seal cannot be moved to another row. */
  seal(plain: string, context = ''): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key(this.sealingKeyId), nonce, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(Buffer.from(context, 'utf8'));
    const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.sealingKeyId}.${sealed.toString('base64url')}`;
  }

  /** Whether a text was sealed with the key that seals now; others wait for their rotation. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${this.sealingKeyId}.`);
  }

  /**
   * Opens what `seal` made, with the same context.
   * @throws SealBrokenError
   */
  open(sealed: string, context = ''): string {
    const separator = sealed.indexOf('.');
    const bytes = Buffer.from(sealed.slice(separator + 1), 'base64url');
    if (separator < 1 || bytes.length < NONCE_BYTES + TAG_BYTES)
      throw new SealBrokenError('Not a sealed text');
    const decipher = createDecipheriv(
      ALGORITHM,
      this.key(sealed.slice(0, separator)),
      bytes.subarray(0, NONCE_BYTES),
      {
        authTagLength: TAG_BYTES,
      },
    );
    decipher.setAAD(Buffer.from(context, 'utf8'));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const plain = Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]);
      return plain.toString('utf8');
    } catch (cause) {
      throw new SealBrokenError('A sealed text was altered or belongs elsewhere', { cause });
    }
  }

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (key === undefined) throw new SealBrokenError(`Key "${id}" is not in the key ring`);
    return key;
  }
}
