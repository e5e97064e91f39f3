import type { Database, MigrationClass } from '@parley/platform';
import type { Decode } from '../ports/decoding';
import type { BatchWork } from '../ports/batch-work';
import type { OutgoingMessage } from '../ports/log-producer';
import type { BatchHandler } from '../ports/log-record';
import type { Coverage } from './covered-schema';

/** A topic that is read again. */
export interface RebuildSource {
  /** Full topic name. */
  readonly topic: string;
  /** Full name of the group whose batches these are. */
  readonly group: string;
  /** How far: as far as the live group has read, or all that was told by then on a topic that the service itself writes. */
  readonly through: 'position' | 'all-told';
  readonly handle: BatchHandler;
  /** Takes what was told and perhaps not published yet; told again later, it must make no difference. */
  readonly takeUnpublished?: (messages: readonly OutgoingMessage[]) => Promise<void>;
}

/** Topics that are read again together; phases follow each other. */
export interface RebuildPhase {
  readonly what: string;
  readonly sources: readonly RebuildSource[];
  /** Called when all of it is read. */
  readonly after?: () => Promise<void>;
}

/** What a service's rebuild stands on. */
export interface RebuildParts {
  /** The fresh schema. */
  readonly database: Database;
  /** Put before topics and groups. */
  readonly prefix: string;
  /** A handler that stores batches exactly as the live group's processor does, but publishes nothing. */
  readonly handler: <E>(
    group: string,
    options: { readonly seen: boolean; readonly decode: Decode<E> },
    work: BatchWork<E>,
  ) => BatchHandler;
}

/** How a service is rebuilt: from which topics, and what of its schema must come to the same. */
export interface RebuildPlan {
  readonly service: string;
  /** The live schema; the fresh one stands beside it under the same name with `_rebuild`. */
  readonly schema: string;
  readonly migrations: readonly MigrationClass[];
  /** Tables that only a rebuild needs. */
  readonly ownMigrations?: readonly MigrationClass[];
  phases(parts: RebuildParts): readonly RebuildPhase[];
  /** @param lost whether records of a topic are gone, by compaction say */
  coverage(prefix: string, lost: (topic: string) => boolean): Coverage;
  /** What to do with a rebuilt schema that was not only made to compare. */
  readonly next: string;
}
