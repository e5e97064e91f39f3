import type { Via } from '../audits/audit';

/** One comment of a ticket, as it is kept after cutting, substituting and sanitising. */
export interface Comment {
  readonly id: number;
  readonly auditId: number;
  readonly authorId: number;
  /** Text without markup. */
  plainBody: string;
  /** Clean HTML inside Zendesk's wrapper. */
  htmlBody: string;
  public: boolean;
  attachmentIds: number[];
  readonly createdAt: number;
  readonly via: Via;
}
