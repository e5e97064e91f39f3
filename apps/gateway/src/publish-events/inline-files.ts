import type { Attachment, InboundEvent } from '@parley/contracts';
import { hashOf } from '@parley/blob-store';

/** A file that came inside an event. */
export interface InlineFile {
  readonly content: Uint8Array;
}

/** An event as the log will have it, and the files that it no longer holds. */
export interface TakenEvent {
  readonly event: InboundEvent;
  readonly files: readonly InlineFile[];
}

/** Characters of inline content in an event that nobody has judged yet. */
export function inlineLength(value: unknown): number {
  const attachments = at(at(at(value, 'data'), 'message'), 'attachments');
  if (!Array.isArray(attachments)) return 0;
  return attachments.reduce<number>((sum, attachment) => {
    const content = at(attachment, 'contentBase64');
    return sum + (typeof content === 'string' ? content.length : 0);
  }, 0);
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Takes the content out of an event's attachments: the event names each by its hash instead. */
export function takeInlineFiles(event: InboundEvent): TakenEvent {
  if (event.type !== 'parley.message.received.v1' && event.type !== 'parley.message.sent.v1')
    return { event, files: [] };
  const { attachments } = event.data.message;
  if (attachments?.some(({ contentBase64 }) => contentBase64 !== undefined) !== true)
    return { event, files: [] };
  const files: InlineFile[] = [];
  const named = attachments.map((attachment): Attachment => {
    const { contentBase64, ...rest } = attachment;
    if (contentBase64 === undefined) return attachment;
    const content = Buffer.from(contentBase64, 'base64');
    files.push({ content });
    return { ...rest, blob: hashOf(content), size: content.length };
  });
  const message = { ...event.data.message, attachments: named };
  return event.type === 'parley.message.received.v1'
    ? { event: { ...event, data: { ...event.data, message } }, files }
    : { event: { ...event, data: { ...event.data, message } }, files };
}
