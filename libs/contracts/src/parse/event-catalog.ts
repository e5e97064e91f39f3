import { type TSchema, Type } from '@sinclair/typebox';
import { type CloudEvent, envelopeAttributes } from '../envelope/cloud-event';
import { CONVERSATION_EVENTS } from '../events/conversation-event';
import type { EventDefinition, EventOf } from '../events/define-event';
import { DERIVED_EVENTS, type DerivedEventOf, type DerivedTopic } from '../events/derived-event';
import { DIRECTORY_EVENTS } from '../events/directory-event';
import { predicateOf } from './compiled-schema';
import { isRawEvent, type RawEvent } from './envelope';

const VERSIONED_TYPE = /^(.+)\.v[1-9]\d{0,5}$/;

/** Schema of the whole event: envelope, type and data. */
export function eventSchema(definition: EventDefinition): TSchema {
  const { specversion, id, source, ...optional } = envelopeAttributes;
  const attributes = { specversion, id, source, type: Type.Literal(definition.type), ...optional };
  return Type.Object({ ...attributes, data: definition.data }, { description: definition.summary });
}

interface CatalogEntry {
  readonly definition: EventDefinition;
  readonly fits: (value: unknown) => boolean;
  /** Members of the data of other events of the catalog that this one does not have. */
  readonly foreign: ReadonlySet<string>;
}

/** The events that one door or topic accepts, each compiled on first use. */
export class EventCatalog<Event extends CloudEvent> {
  private readonly entries = new Map<unknown, CatalogEntry>();
  private readonly names = new Set<string>();

  constructor(definitions: readonly EventDefinition[]) {
    const members = new Set(definitions.flatMap(({ data }) => Object.keys(data.properties)));
    for (const definition of definitions) {
      const { type, data } = definition;
      const foreign = new Set([...members].filter((name) => !Object.hasOwn(data.properties, name)));
      this.entries.set(type, { definition, fits: predicateOf(eventSchema(definition)), foreign });
      this.names.add(VERSIONED_TYPE.exec(type)?.[1] ?? type);
    }
  }

  /** The event of this type and version; undefined when there is none. */
  find(type: unknown): EventDefinition | undefined {
    return this.entries.get(type)?.definition;
  }

  /** Whether envelope and data fit the schema of the event's type. The fast path: says nothing about why not. */
  fits(event: RawEvent): event is RawEvent & Event {
    return this.entries.get(event.type)?.fits(event) === true;
  }

  /**
   * The event without members of its data that belong to other events only: nobody has checked those, and whoever
   * tells events apart by their members would take them for the checked ones. Members that no event knows stay: a
   * later release may have added them. The same object when there is nothing to leave out.
   */
  withoutForeign<Checked extends RawEvent & Event>(event: Checked): Checked {
    const foreign = this.entries.get(event.type)?.foreign;
    const { data } = event;
    if (foreign === undefined || !isRawEvent(data)) return event;
    for (const name in data) {
      if (foreign.has(name)) {
        return {
          ...event,
          data: Object.fromEntries(Object.entries(data).filter(([key]) => !foreign.has(key))),
        };
      }
    }
    return event;
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
