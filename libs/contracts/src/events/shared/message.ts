import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { Count, HttpUrl, Id, OneOf, Timestamp } from '../../schema/primitives';

/** Schema of {@link Attachment}. */
export const AttachmentSchema = Type.Object({
  id: Id,
  url: Type.Optional(HttpUrl),
  contentBase64: Type.Optional(
    Type.String({
      contentEncoding: 'base64',
      pattern: '^[A-Za-z0-9+/]*={0,2}$',
      description: 'Through HTTP only; the log carries blob instead',
    }),
  ),
  blob: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the content in the blob store; set by the gateway, refused from publishers',
    }),
  ),
  fileName: Type.Optional(Type.String()),
  contentType: Type.String({ minLength: 1, maxLength: 256 }),
  size: Type.Optional(Count),
});

/** A file that came with a message: by URL, inline (HTTP only) or, in the log, by its hash in the blob store. */
export type Attachment = DeepReadonly<Static<typeof AttachmentSchema>>;

/** Schema of {@link Message}. */
export const MessageSchema = Type.Object({
  id: Id,
  text: Type.Optional(Type.String()),
  html: Type.Optional(Type.String()),
  url: Type.Optional(HttpUrl),
  sentAt: Timestamp,
  channel: Type.Optional(OneOf(['direct', 'public'])),
  attachments: Type.Optional(Type.Array(AttachmentSchema, { maxItems: 100 })),
  inReplyTo: Type.Optional(Id),
});

/** A message of a conversation. Neither `text` nor `html` need be there: a photo alone is a message. */
export type Message = DeepReadonly<Static<typeof MessageSchema>>;

/** Schema of {@link Delivery}. */
export const DeliverySchema = OneOf(['pending', 'sent', 'failed'], {
  description: 'Whether the network took the message',
});

/** Whether the network took a message that was sent to the contact. */
export type Delivery = 'pending' | 'sent' | 'failed';
