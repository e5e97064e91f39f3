import type { CloudEvent, EventRef, Parsed } from '@parley/contracts';
import type { Decode } from '../ports/decoding';
import { decodeEvent } from './cloud-event-decoder';

/** Reads an event out of a checked envelope; the parse functions of the contracts fit. */
export type ParseCloudEvent<E> = (event: CloudEvent) => Parsed<E>;

/**
 * The decode function of a topic of CloudEvents. A version that `parse` does not know (fault `version-unknown`) makes the
 * partition wait; any other fault is a dead letter. `nullValues: 'ignore'` is for compacted topics.
 */
export function cloudEvents<E extends EventRef>(
  parse: ParseCloudEvent<E>,
  options: { readonly nullValues?: 'ignore' | 'dead-letter' } = {},
): Decode<E> {
  const ignoreNull = options.nullValues === 'ignore';
  return (record) => {
    if (record.value === null && ignoreNull) return { kind: 'ignored' };
    const decoded = decodeEvent(record);
    if (!decoded.ok) return { kind: 'unreadable', code: decoded.code, detail: decoded.detail };
    const parsed = parse(decoded.event);
    if (parsed.ok) return { kind: 'event', event: parsed.event, identity: parsed.event };
    const [fault] = parsed.faults;
    if (fault?.code === 'version-unknown') return { kind: 'unknown-version', detail: decoded.event.type };
    return {
      kind: 'unreadable',
      code: fault?.code ?? 'data-invalid',
      detail: fault === undefined ? 'The event fits no schema' : `${fault.pointer} ${fault.detail}`.trim(),
    };
  };
}
