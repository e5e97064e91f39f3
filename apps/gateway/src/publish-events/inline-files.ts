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
