import { parseInbound } from '@parley/contracts';
import type { InboundEvent, RejectedEvent } from '@parley/contracts';
import type { Publisher } from '../publishers/publisher';
import { MAX_EVENT_BYTES } from './event-limits';
import { takeInlineFiles, type InlineFile } from './inline-files';

/** What one event of a request is worth. */
export type Judgement =
  | {
      readonly kind: 'accepted';
      /** As the log will have it: files that came inline are named by their hashes. */
      readonly event: InboundEvent;
      readonly files: readonly InlineFile[];
    }
  | { readonly kind: 'rejected'; readonly item: RejectedEvent };

/** Code of an event that is larger than one may be. */
export const TOO_LARGE = 'event-too-large';
/** Code of an event whose source or ids are not the publisher's own. */
export const OUTSIDE_PREFIX = 'outside-prefix';

/** The limits of a publisher that its events are held against. */
export type PublisherPrefixes = Pick<Publisher, 'sourcePrefix' | 'idPrefix'>;

/**
 * Judges one event of a request.
 *
 * @param measure true where the event's own size is not known from the body's
 */
export function judgeEvent(
  value: unknown,
  index: number,
  publisher: PublisherPrefixes,
  measure: boolean,
): Judgement {
  const parsed = parseInbound(value, 'http');
  if (!parsed.ok) {
    const [fault] = parsed.faults;
    return rejected(
      value,
      index,
      fault?.code ?? 'data-invalid',
      fault?.detail ?? 'fits no schema',
      fault?.pointer ?? '',
    );
  }
  const { event } = parsed;
  const foreign = foreignPointer(event, publisher);
  if (foreign !== undefined) {
    return rejected(value, index, OUTSIDE_PREFIX, 'must begin with the prefix of this publisher', foreign);
  }
  const taken = takeInlineFiles(event);
  if (measure && Buffer.byteLength(JSON.stringify(taken.event)) > MAX_EVENT_BYTES) {
    const detail = `must have at most ${MAX_EVENT_BYTES} bytes beside its inline attachments`;
    return rejected(value, index, TOO_LARGE, detail, '');
  }
  return { kind: 'accepted', ...taken };
}

function rejected(value: unknown, index: number, code: string, detail: string, pointer: string): Judgement {
  return { kind: 'rejected', item: { index, id: idOf(value), code, detail, pointer } };
}

/** The id as far as it can be told: an answer must not repeat a body. */
function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' ? value.id.slice(0, 128) : null;
}

/** Where an event names something outside the publisher's prefixes; undefined when it does not. */
function foreignPointer(
  event: InboundEvent,
  { sourcePrefix, idPrefix }: PublisherPrefixes,
): string | undefined {
  if (sourcePrefix !== null && !event.source.startsWith(sourcePrefix)) return '/source';
  if (idPrefix === null) return undefined;
  return idsOf(event).find(([, id]) => id !== undefined && !id.startsWith(idPrefix))?.[0];
}

function idsOf(event: InboundEvent): readonly (readonly [pointer: string, id: string | undefined])[] {
  const { data } = event;
  const own = ['/id', event.id] as const;
  if (!('contact' in data)) return [own, ['/data/id', 'id' in data ? data.id : undefined]];
  return [
    own,
    ['/data/contact/id', data.contact.id],
    ['/data/conversationId', 'conversationId' in data ? data.conversationId : undefined],
    ['/data/accountId', 'accountId' in data ? data.accountId : undefined],
    ['/data/message/id', 'message' in data ? data.message.id : undefined],
    ['/data/note/id', 'note' in data ? data.note.id : undefined],
  ];
}
