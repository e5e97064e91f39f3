import { randomBytes } from 'node:crypto';
import type { Attachment, Upload } from './upload';

/** A new file. */
export interface NewFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Uploaded files and the tokens that hold them until a comment takes them. */
export class UploadStore {
  private readonly idsByUrlToken = new Map<string, number>();

  constructor(
    private readonly attachments: Map<number, Attachment>,
    private readonly uploads: Map<string, Upload>,
    private readonly nextId: () => number,
  ) {
    for (const attachment of attachments.values()) this.idsByUrlToken.set(attachment.urlToken, attachment.id);
  }

  /** Stores a file under a token, a new one unless `token` is given and alive. */
  add(
    file: NewFile,
    token: Upload | undefined,
    expiresAt: number,
  ): { readonly upload: Upload; readonly attachment: Attachment } {
    const attachment = { ...file, id: this.nextId(), urlToken: secret(), commentId: null, deleted: false };
    this.attachments.set(attachment.id, attachment);
    this.idsByUrlToken.set(attachment.urlToken, attachment.id);
    const upload = token ?? { token: secret(), expiresAt, attachmentIds: [] };
    upload.attachmentIds.push(attachment.id);
    this.uploads.set(upload.token, upload);
    return { upload, attachment };
  }

  /** A token that has neither expired nor been used. */
  findUpload(token: string, nowMs: number): Upload | undefined {
    const upload = this.uploads.get(token);
    return upload !== undefined && upload.expiresAt > nowMs ? upload : undefined;
  }

  /** Hangs the files of a token on a comment; the token is consumed. */
  attach(upload: Upload, commentId: number): readonly number[] {
    this.uploads.delete(upload.token);
    for (const id of upload.attachmentIds) {
      const attachment = this.attachments.get(id);
      if (attachment !== undefined) attachment.commentId = commentId;
    }
    return upload.attachmentIds;
  }

  /** Forgets a token and its files. */
  discard(upload: Upload): void {
    this.uploads.delete(upload.token);
    for (const id of upload.attachmentIds) this.attachments.delete(id);
  }

  /** A file by id. */
  find(id: number): Attachment | undefined {
    return this.attachments.get(id);
  }

  /** Puts an empty file in the place of one, under the same id: its content is gone for ever. */
  redact(id: number): void {
    const attachment = this.attachments.get(id);
    if (attachment === undefined) return;
    const bytes = new Uint8Array();
    this.attachments.set(id, { ...attachment, fileName: 'redacted.txt', contentType: 'text/plain', bytes });
  }

  /** A file by the unguessable part of its content URL. */
  findByUrlToken(urlToken: string): Attachment | undefined {
    const id = this.idsByUrlToken.get(urlToken);
    return id === undefined ? undefined : this.attachments.get(id);
  }
}

function secret(): string {
  return randomBytes(18).toString('base64url');
}
