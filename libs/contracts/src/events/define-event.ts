import type { Static, TObject } from '@sinclair/typebox';
import type { CloudEvent } from '../envelope/cloud-event';
import type { Fault, FaultCode } from '../faults';
import type { DeepReadonly } from '../schema/deep-readonly';

/** One version of one event: what its `data` is, and what the documents say about it. */
export interface EventDefinition<Name extends string = string, Data extends TObject = TObject> {
  /** The CloudEvents `type`: `parley.<name>.v<version>`. */
  readonly type: Name;
  /** One sentence for the generated documents. */
  readonly summary: string;
  readonly data: Data;
  /** Conditions that the schema alone cannot name well; run after the schema holds. */
  check?(data: DeepReadonly<Static<Data>>): readonly Fault<FaultCode>[];
}

/** Declares an event; `Name` and the data type are taken over literally. */
export function defineEvent<const Name extends string, Data extends TObject>(
  definition: EventDefinition<Name, Data>,
): EventDefinition<Name, Data> {
  return definition;
}

/** The event (envelope and data) that a definition describes. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Name, infer Data>
    ? CloudEvent<Name, DeepReadonly<Static<Data>>>
    : never;
