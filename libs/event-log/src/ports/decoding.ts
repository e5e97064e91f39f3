import type { CloudEvent, EventRef, Position } from '@parley/contracts';
import type { LogRecord } from './log-record';

/** What a record turned out to be. */
export type Decoded<E> =
  /** With an `identity`, a second event of the same source and id is dropped by a processor that keeps a seen-set. */
  | { readonly kind: 'event'; readonly event: E; readonly identity?: EventRef }
  /** Nothing to do, on purpose: a null value on a compacted topic, a type this consumer does not care about. */
  | { readonly kind: 'ignored' }
  /** Cannot be read by anyone, ever: goes to the dead letters, and the partition moves on. */
  | { readonly kind: 'unreadable'; readonly code: string; readonly detail: string }
  /** A known type in a version this build does not know: the partition waits for a newer build. Never dead-lettered. */
  | { readonly kind: 'unknown-version'; readonly detail: string };

/** Reads a record. Must not throw; one that does anyway counts as unreadable. */
export type Decode<E> = (record: LogRecord) => Decoded<E>;

/** An event with its place in the log. */
export interface DecodedEvent<E> {
  readonly event: E;
  readonly position: Position;
  readonly record: LogRecord;
  /** W3C traceparent to work under: the batch's own span for this event where it is traced, else what the record carried. */
  readonly traceparent?: string;
}

/** Why a record is no CloudEvent. */
export type CloudEventFault =
  'null-value' | 'not-a-cloud-event' | 'not-json' | 'not-utf8' | 'header-repeated' | 'envelope-invalid';

/** A CloudEvent, or why there is none. */
export type CloudEventResult =
  | { readonly ok: true; readonly event: CloudEvent }
  | { readonly ok: false; readonly code: CloudEventFault; readonly detail: string };
