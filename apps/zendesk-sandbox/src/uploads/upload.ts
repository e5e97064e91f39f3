/** One stored file. */
export interface Attachment {
  readonly id: number;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** The unguessable part of its content URL. */
  readonly urlToken: string;
  /** The comment it hangs on; null while it is only uploaded. */
  commentId: number | null;
  deleted: boolean;
}

/** An upload token with its files; it vanishes when a comment takes them. */
export interface Upload {
  readonly token: string;
  readonly expiresAt: number;
  readonly attachmentIds: number[];
}
