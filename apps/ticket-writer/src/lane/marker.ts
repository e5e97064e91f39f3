import { isDeepStrictEqual } from 'node:util';
import type { Audit } from '@parley/zendesk';
import type { Achieved, LogPosition } from '@parley/ticket-content';
import type { LaneAfter, LaneRecord, NewEffect } from './lane';

/**
 * What every write carries in the ticket's `metadata`; it comes back as `audit.metadata.custom`. It tells whether a call of
 * unknown end was applied, and lets a lane of a restored database find its place again.
 */
export interface Marker {
  readonly effect: string;
  readonly ticketKey: string;
  readonly generation: number;
  readonly epoch: number;
  readonly offset: number;
  readonly part: number;
  /** {@link MarkedLane} as JSON, so that it comes back just as it went. Writes of the first release lack it. */
  readonly state?: string;
}

/** The lane as it is once the effect is in Zendesk. */
export interface MarkedLane {
  readonly sequence: number;
  /** Of the last event told before it. */
  readonly version: number;
  readonly firedAt: LogPosition;
  readonly after: Omit<LaneAfter, 'achieved'> & {
    readonly achieved: Omit<Achieved, 'pinned' | 'ignored'>;
  };
  /** Whether a note about what was let go is due still (X3). */
  readonly letGo: boolean;
}

/** So many characters of tags go into a marker; who finds none takes the tags on the ticket for other people's. */
const MOST_TAGS = 4_000;

/** The marker of an effect that is about to be stored. */
export function markerOf(
  lane: Pick<LaneRecord, 'ticketKey' | 'firedAt' | 'version'>,
  effect: Pick<NewEffect, 'id' | 'sequence' | 'after' | 'through'>,
): Marker {
  const { ticketKey, firedAt, version } = lane;
  const { achieved, generation } = effect.after;
  const place = achieved.position ?? effect.through;
  const letGo = achieved.ignored.length > 0;
  const state: MarkedLane = {
    sequence: effect.sequence,
    version,
    firedAt,
    after: markedAfter(effect.after),
    letGo,
  };
  return {
    effect: effect.id,
    ticketKey,
    generation,
    epoch: place.epoch,
    offset: place.offset,
    part: achieved.part,
    state: JSON.stringify(state),
  };
}

/** The marker of an audit; undefined for other people's changes. */
export function markerIn(audit: Audit): Marker | undefined {
  return readMarker(audit.metadata?.custom);
}

/** The effect that an audit is of; undefined for other people's changes. */
export function effectOf(audit: Audit): string | undefined {
  return markerIn(audit)?.effect;
}

/** The marker that the exact bytes of a request carry. */
export function markerOfRequest(body: Uint8Array): Marker | undefined {
  const { ticket } = JSON.parse(Buffer.from(body).toString('utf8')) as {
    readonly ticket?: { readonly metadata?: unknown };
  };
  return readMarker(ticket?.metadata);
}

/**
 * Whether two markers are of the same write. Ids alone do not tell: before a lane of a restored database knows better, it
 * gives an id again that is in Zendesk already.
 */
export function isSameWrite(a: Marker, b: Marker | undefined): boolean {
  return a.effect === b?.effect && (a.state === undefined || b.state === undefined || a.state === b.state);
}

/** Whether it marks a write that makes this of its lane. */
export function isMarkOf(marker: Marker, effect: Pick<NewEffect, 'id' | 'after'>): boolean {
  if (marker.effect !== effect.id) return false;
  const after = laneIn(marker)?.after;
  return after === undefined || isDeepStrictEqual(after, markedAfter(effect.after));
}

/** What a marker says of its lane; undefined for one of the first release, and for one that somebody else has tampered with. */
export function laneIn({ state }: Marker): MarkedLane | undefined {
  if (state === undefined) return undefined;
  try {
    return JSON.parse(state) as MarkedLane;
  } catch {
    return undefined;
  }
}

/** `external_id` of a lane's ticket, the same for every try of it. */
export function externalIdOf(ticketKey: string, generation: number): string {
  return `parley:${ticketKey}:${generation}`;
}

/** A rendering can be made anew and is large; who let an effect go is nobody's business in Zendesk. */
function markedAfter(after: LaneAfter): MarkedLane['after'] {
  const { pinned, ignored, ...achieved } = after.achieved;
  const tags = [...achieved.conversationTags, ...achieved.ownTags].join('').length;
  return {
    ...after,
    achieved: tags <= MOST_TAGS ? achieved : { ...achieved, conversationTags: [], ownTags: [] },
  };
}

function readMarker(metadata: unknown): Marker | undefined {
  const marker = (metadata as { readonly parley?: unknown } | null | undefined)?.parley;
  if (typeof marker !== 'object' || marker === null || !('effect' in marker)) return undefined;
  return typeof marker.effect === 'string' ? (marker as Marker) : undefined;
}
