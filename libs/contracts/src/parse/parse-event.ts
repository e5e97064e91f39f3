import type { CloudEvent } from '../envelope/cloud-event';
import type { ConversationEvent } from '../events/conversation-event';
import type { EventDefinition } from '../events/define-event';
import type { DerivedEventOf, DerivedTopic } from '../events/derived-event';
import type { DirectoryEvent } from '../events/directory-event';
import type { Fault, FaultCode, Parsed } from '../faults';
import { faultsOf, MAX_FAULTS } from './compiled-schema';
import { envelopeFaults, hasPlainEnvelope, isRawEvent, type RawEvent, withoutAbsent } from './envelope';
import {
  CONVERSATION_CATALOG,
  DERIVED_CATALOGS,
  DIRECTORY_CATALOG,
  type EventCatalog,
} from './event-catalog';

/**
 * Checks a structured event against a catalog. Null attributes count as absent; unknown optional fields are let through,
 * except those of other events of the catalog, which are left out.
 */
export function parseWith<Event extends CloudEvent>(
  catalog: EventCatalog<Event>,
  value: unknown,
): Parsed<RawEvent & Event> {
  if (!isRawEvent(value)) {
    return {
      ok: false,
      faults: [{ code: 'envelope-invalid', detail: 'must be a JSON object', pointer: '' }],
    };
  }
  const event = withoutAbsent(value);
  if (!catalog.fits(event) || !hasPlainEnvelope(event)) {
    return {
      ok: false,
      faults: [...envelopeFaults(event), ...typeFaults(catalog, event)].slice(0, MAX_FAULTS),
    };
  }
  const { data } = event;
  const faults = (isRawEvent(data) && catalog.find(event.type)?.check?.(data)) || [];
  return faults.length === 0 ? { ok: true, event: catalog.withoutForeign(event) } : { ok: false, faults };
}

function typeFaults(catalog: EventCatalog<CloudEvent>, event: RawEvent): readonly Fault<FaultCode>[] {
  const definition = catalog.find(event.type);
  if (definition !== undefined) return dataFaults(definition, event);
  if (typeof event.type !== 'string' || event.type === '') return []; // the envelope's fault already
  return catalog.knowsName(event.type)
    ? [
        {
          code: 'version-unknown',
          detail: 'is a version of this event that is not known here',
          pointer: '/type',
        },
      ]
    : [{ code: 'type-unknown', detail: 'is not a type of event that is known here', pointer: '/type' }];
}

function dataFaults({ data }: EventDefinition, event: RawEvent): readonly Fault<FaultCode>[] {
  if (event.data !== undefined) return faultsOf(data, event.data, 'data-invalid', '/data');
  if (event.data_base64 !== undefined) return []; // named by the envelope's fault
  return [{ code: 'data-invalid', detail: 'is required', pointer: '/data' }];
}

/** Whether the only trouble is a version newer than this process: such a record is waited for, never dead-lettered. */
export function isVersionUnknown(faults: readonly Fault[]): boolean {
  return faults.length > 0 && faults.every((fault) => fault.code === 'version-unknown');
}

/** Reads a record of the log of record (`conversationEvents`). */
export function parseConversationEvent(value: unknown): Parsed<ConversationEvent> {
  return parseWith(CONVERSATION_CATALOG, value);
}

/** Reads a record of the directory topic. */
export function parseDirectoryEvent(value: unknown): Parsed<DirectoryEvent> {
  return parseWith(DIRECTORY_CATALOG, value);
}

/** Reads a record of one of the topics between Parley's own services. */
export function parseDerived<Topic extends DerivedTopic>(
  topic: Topic,
  value: unknown,
): Parsed<DerivedEventOf<Topic>> {
  return parseWith(DERIVED_CATALOGS[topic], value);
}
