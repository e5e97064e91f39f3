import type { ConversationEvent } from '../events/conversation-event';
import type { DirectoryEvent } from '../events/directory-event';
import type { Fault, FaultCode, Parsed } from '../faults';
import { INBOUND_CATALOG } from './event-catalog';
import { parseWith } from './parse-event';
import { inspectText, MAX_DATA_DEPTH, withStorableText } from './unstorable-text';

/** What publishers may send. */
export type InboundEvent = ConversationEvent | DirectoryEvent;

/** Through which door an event comes: inline attachments go through HTTP only. */
export type Door = 'http' | 'kafka';

function attachmentFaults(event: InboundEvent, door: Door): readonly Fault<FaultCode>[] {
  if (event.type !== 'parley.message.received.v1' && event.type !== 'parley.message.sent.v1') return [];
  const { attachments } = event.data.message;
  if (attachments === undefined) return [];
  return attachments.flatMap(({ blob, contentBase64 }, index): Fault<FaultCode>[] => {
    const pointer = `/data/message/attachments/${index}`;
    const faults: Fault<FaultCode>[] = [];
    if (blob !== undefined) {
      faults.push({ code: 'blob-reserved', detail: 'is set by Parley only', pointer: `${pointer}/blob` });
    }
    if (contentBase64 !== undefined && door === 'kafka') {
      const detail = 'is accepted over HTTP only; give a url instead';
      faults.push({ code: 'inline-attachment-refused', detail, pointer: `${pointer}/contentBase64` });
    }
    if (contentBase64 !== undefined && door === 'http' && !isBase64(contentBase64)) {
      const detail = 'must be base64 with padding, without line breaks';
      faults.push({ code: 'inline-attachment-invalid', detail, pointer: `${pointer}/contentBase64` });
    }
    return faults;
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Whether a text of base64 digits ends as one must; the schema has seen to the digits. A cut one would be another file. */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (padding === 0) return true;
  const last = DIGITS.indexOf(text.charAt(text.length - padding - 1));
  return last % (padding === 2 ? 16 : 4) === 0;
}

/**
 * Judges what a publisher sent, in structured form, at a door of the gateway: envelope, type, version and data, and
 * what only Parley may set. Characters that cannot be stored (NUL, lone surrogates) become U+FFFD in texts; in ids
 * they are refused. Unknown optional fields are let through, except those of other events, which are left out.
 */
export function parseInbound(value: unknown, door: Door = 'http'): Parsed<InboundEvent> {
  const parsed = parseWith(INBOUND_CATALOG, value);
  if (!parsed.ok) return parsed;
  const finding = inspectText(parsed.event.data);
  if (finding === 'too-deep') {
    const detail = `must not be nested deeper than ${MAX_DATA_DEPTH} levels`;
    return { ok: false, faults: [{ code: 'data-too-deep', detail, pointer: '/data' }] };
  }
  const event = finding === 'storable' ? parsed.event : withStorableText(parsed.event);
  const faults = attachmentFaults(event, door);
  return faults.length === 0 ? { ok: true, event } : { ok: false, faults };
}
