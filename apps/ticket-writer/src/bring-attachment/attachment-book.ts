import type { AttachmentFault, AttachmentPlace, LogPosition } from '@parley/ticket-content';
import type { HeldLane } from '../lane/lane';

/** What the book knows of one attachment of a lane. */
export interface NotedAttachment extends AttachmentPlace {
  readonly state: 'trying' | 'uploaded' | 'left-out';
  /** Tries that count, so far. */
  readonly tries: number;
  /** Milliseconds until the next try; 0 when it may be now. */
  readonly waitMs: number;
  /** Of an upload that can still be attached; `null` once its token is too old, or was refused. */
  readonly token: string | null;
  /** Bytes, where known. */
  readonly size: number | null;
  readonly fault: AttachmentFault | null;
  /** Limit in bytes that it is above. */
  readonly limit: number | null;
}

/** How a try ended. */
export type TryEnd =
  | {
      readonly kind: 'uploaded';
      readonly token: string;
      /** The file's id in Zendesk, where it is known. */
      readonly attachmentId?: number;
      readonly size: number;
      /** How long the token may be attached, in ms. */
      readonly usableForMs: number;
    }
  | {
      readonly kind: 'left-out';
      readonly fault: AttachmentFault;
      readonly size?: number;
      readonly limit?: number;
    }
  /** It failed, and is tried again after a while. */
  | { readonly kind: 'again'; readonly waitMs: number }
  /** Something else was in the way; the try does not count. */
  | { readonly kind: 'not-tried' };

/**
 * What became of the attachments of lanes, from the first try until their comment is in Zendesk. An end once noted stays,
 * so that an effect computed again says the same; only an upload whose token cannot be used any more is made again.
 * Every write names the held epoch and answers false (or undefined) when it is not the newest: then nothing was written.
 * Times are the store's own.
 */
export interface AttachmentBook {
  /** Everything noted of a lane. */
  noted(ticketKey: string): Promise<readonly NotedAttachment[]>;
  /**
   * Notes a try before it is made, so that a file that ends the process is given up after some, and holds the lane for
   * `leaseMs` more. Answers the tries with this one, and how often Zendesk refused to attach its upload.
   */
  begin(
    held: HeldLane,
    place: AttachmentPlace,
    leaseMs: number,
  ): Promise<{ readonly tries: number; readonly refusals: number } | undefined>;
  /** Holds the lane for `leaseMs` more. */
  renew(held: HeldLane, leaseMs: number): Promise<boolean>;
  /** Notes how a try ended. */
  end(held: HeldLane, place: AttachmentPlace, end: TryEnd): Promise<boolean>;
  /** Ids in Zendesk of the files that came with these messages, once their comments are there (K13). */
  attachedWith(ticketKey: string, messages: readonly LogPosition[]): Promise<readonly number[]>;
  /** Zendesk refused to attach the lane's uploads: they are made again. */
  refused(held: HeldLane): Promise<boolean>;
}
