import type { AttachmentFault } from '@parley/ticket-content';
import type { AttachmentBook } from './attachment-book';
import type { AttachmentSlots } from './attachment-slots';

/** Where a file is to be had. */
export interface FileAddress {
  readonly url?: string;
  /** SHA-256 in the blob store; it goes before the address. */
  readonly blob?: string;
}

/** What came of getting a file. */
export type FoundFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly contentType?: string }
  /** For good. */
  | { readonly kind: 'left-out'; readonly fault: AttachmentFault; readonly size?: number }
  /** It may be there a moment later. */
  | { readonly kind: 'failed' }
  /** This process is ending. */
  | { readonly kind: 'stopped' };

/** Gets files from where the platform has them. Never throws for what an address or the network does. */
export interface FileSource {
  /** Reads `maxBytes` at most; every call ends within the time of the settings. */
  get(address: FileAddress, maxBytes: number): Promise<FoundFile>;
}

/** Times of attachments. */
export interface AttachmentSettings {
  /** Longest time to get one file, redirects included, in ms. */
  readonly fetchTimeoutMs: number;
  /** Longest time to upload one file, in ms. */
  readonly uploadTimeoutMs: number;
  /** Waits before the second try, the third, ... in ms; after so many tries and one more a file is given up. */
  readonly retryMs: readonly number[];
}

/** Everything that bringing an attachment touches besides the lane's own ports. */
export interface AttachmentPorts {
  readonly book: AttachmentBook;
  readonly files: FileSource;
  readonly slots: AttachmentSlots;
  readonly settings: AttachmentSettings;
  /** Counts ends: `uploaded`, or why not. */
  readonly ended: (end: 'uploaded' | AttachmentFault) => void;
}
