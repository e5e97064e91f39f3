import { type TSchema, Type } from '@sinclair/typebox';
import { type CloudEvent, envelopeAttributes } from '../envelope/cloud-event';
import { CONVERSATION_EVENTS } from '../events/conversation-event';
import type { EventDefinition, EventOf } from '../events/define-event';
import { DERIVED_EVENTS, type DerivedEventOf, type DerivedTopic } from '../events/derived-event';
import { DIRECTORY_EVENTS } from '../events/directory-event';
import { predicateOf } from './compiled-schema';
import type { RawEvent } from './envelope';

const VERSIONED_TYPE = /^(.+)\.v[1-9]\d{0,5}$/;

/** Schema of the whole event: envelope, type and data. */
export function eventSchema(definition: EventDefinition): TSchema {
  const { specversion, id, source, ...optional } = envelopeAttributes;
  const attributes = { specversion, id, source, type: Type.Literal(definition.type), ...optional };
  return Type.Object({ ...attributes, data: definition.data }, { description: definition.summary });
}

/** The events that one door or topic accepts, each compiled on first use. */
export class EventCatalog<Event extends CloudEvent> {
  private readonly definitions = new Map<string, EventDefinition>();
  private readonly predicates = new Map<string, (value: unknown) => boolean>();
  private readonly names = new Set<string>();

  constructor(definitions: readonly EventDefinition[]) {
    for (const definition of definitions) {
      this.definitions.set(definition.type, definition);
      this.predicates.set(definition.type, predicateOf(eventSchema(definition)));
      this.names.add(VERSIONED_TYPE.exec(definition.type)?.[1] ?? definition.type);
    }
  }

  /** The event of this type and version; undefined when there is none. */
  find(type: unknown): EventDefinition | undefined {
    return typeof type === 'string' ? this.definitions.get(type) : undefined;
  }

  /** Whether envelope and data fit the schema of the event's type. The fast path: says nothing about why not. */
  fits(event: RawEvent): event is RawEvent & Event {
    return typeof event.type === 'string' && this.predicates.get(event.type)?.(event) === true;
  }

  /** Whether some version of this type is known, though perhaps not this one. */
  knowsName(type: string): boolean {
    const name = VERSIONED_TYPE.exec(type)?.[1];
    return name !== undefined && this.names.has(name);
  }
}

function catalogOf<Definition extends EventDefinition>(
  definitions: readonly Definition[],
): EventCatalog<EventOf<Definition>> {
  return new EventCatalog(definitions);
}

/** What publishers may send: conversation and directory events. */
export const INBOUND_CATALOG = catalogOf([...CONVERSATION_EVENTS, ...DIRECTORY_EVENTS]);

/** What the log of record holds. */
export const CONVERSATION_CATALOG = catalogOf(CONVERSATION_EVENTS);

/** What the directory topic holds. */
export const DIRECTORY_CATALOG = catalogOf(DIRECTORY_EVENTS);

/** What each topic between Parley's own services holds. */
export const DERIVED_CATALOGS: { readonly [Topic in DerivedTopic]: EventCatalog<DerivedEventOf<Topic>> } = {
  syncRequests: catalogOf(DERIVED_EVENTS.syncRequests),
  customerEvents: catalogOf(DERIVED_EVENTS.customerEvents),
  ticketEvents: catalogOf(DERIVED_EVENTS.ticketEvents),
  connectionEvents: catalogOf(DERIVED_EVENTS.connectionEvents),
  commands: catalogOf(DERIVED_EVENTS.commands),
};
