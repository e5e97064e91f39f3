import { isVersionUnknown, parseConfigDocument, type OrganizationDocument } from '@parley/contracts';
import type { Decode } from '@parley/event-log';

/** Reads a value of the configuration topic: a plain JSON document; a null value means nothing. */
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
  if (isVersionUnknown(parsed.faults)) return { kind: 'unknown-version', detail: 'configuration document' };
  const [fault] = parsed.faults;
  const detail = `${fault?.pointer ?? ''} ${fault?.detail ?? ''}`.trim();
  return { kind: 'unreadable', code: 'document-invalid', detail };
};
