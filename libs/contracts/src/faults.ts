/** Why a value was refused. Stable: publishers and dead-letter tools match on them. */
export const FAULT_CODES = {
  'not-json': 'The bytes are not JSON',
  'envelope-invalid': 'A CloudEvents attribute is missing or has a wrong value',
  'attribute-name-invalid': 'A CloudEvents attribute name is not made of lower-case letters and digits only',
  'specversion-unsupported': 'The event is of a CloudEvents version other than 1.0',
  'data-base64-unsupported': 'The event carries data_base64; only JSON data is understood',
  'datacontenttype-unsupported': 'The data is declared to be something other than JSON',
  'type-unknown': 'No event of this type exists',
  'version-unknown': 'The event type is known, this version of it is not',
  'data-invalid': 'The data does not fit the schema of its type and version',
  'data-too-deep': 'The data is nested too deeply',
  'inline-attachment-refused': 'Inline attachments (contentBase64) go through HTTP only',
  'inline-attachment-invalid': 'contentBase64 is not base64 (RFC 4648, section 4, with padding)',
  'blob-reserved': 'attachments[].blob is set by Parley and cannot be published',
  'document-invalid': 'The configuration document does not fit its schema',
} as const;

/** One of {@link FAULT_CODES}. */
export type FaultCode = keyof typeof FAULT_CODES;

/** What is wrong with a value, and where. Never holds the value itself. */
export interface Fault<Code extends string = string> {
  readonly code: Code;
  /** For people; may change between releases. */
  readonly detail: string;
  /** JSON pointer (RFC 6901) into the structured form; empty for the whole value. */
  readonly pointer: string;
}

/** A value that fits, with its type, or what is wrong with it (at least one fault). */
export type Parsed<T> =
  | { readonly ok: true; readonly event: T }
  | { readonly ok: false; readonly faults: readonly Fault<FaultCode>[] };
