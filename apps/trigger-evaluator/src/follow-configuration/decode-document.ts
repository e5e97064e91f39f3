import { isVersionUnknown, type OrganizationDocument, parseConfigDocument } from '@parley/contracts';
import type { Decode } from '@parley/event-log';

/** Reads a record of the configuration topic: a plain JSON document, not an event. A null value is ignored (contracts 2). */
export const decodeDocument: Decode<OrganizationDocument> = ({ value }) => {
  if (value === null) return { kind: 'ignored' };
  let json: unknown;
  try {
    json = JSON.parse(value.toString('utf8'));
  } catch {
    return { kind: 'unreadable', code: 'not-json', detail: 'The value is not JSON' };
  }
  const parsed = parseConfigDocument(json);
  if (parsed.ok) return { kind: 'event', event: parsed.value };
  const [fault] = parsed.faults;
  if (isVersionUnknown(parsed.faults)) return { kind: 'unknown-version', detail: 'configuration document' };
  return {
    kind: 'unreadable',
    code: 'document-invalid',
    detail: `${fault?.pointer ?? ''} ${fault?.detail ?? ''}`.trim(),
  };
};
