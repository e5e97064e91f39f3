import type { Audit } from '@parley/zendesk';
import type { NewEffect } from './lane';

/**
 * What every write carries in the ticket's `metadata`; it comes back as `audit.metadata.custom` and tells whether a call
 * of unknown end was applied. Ticket key, generation and position let a restored database find its place again.
 */
export interface Marker {
  readonly effect: string;
  readonly ticketKey: string;
  readonly generation: number;
  readonly epoch: number;
  readonly offset: number;
  readonly part: number;
}

/** The marker of an effect that is about to be stored. */
export function markerOf(ticketKey: string, effect: Pick<NewEffect, 'id' | 'after' | 'through'>): Marker {
  const { achieved, generation } = effect.after;
  const place = achieved.position ?? effect.through;
  return {
    effect: effect.id,
    ticketKey,
    generation,
    epoch: place.epoch,
    offset: place.offset,
    part: achieved.part,
  };
}

/** The effect that an audit is of; undefined for other people's changes. */
export function effectOf(audit: Audit): string | undefined {
  const marker = audit.metadata?.custom?.['parley'];
  if (typeof marker !== 'object' || marker === null || !('effect' in marker)) return undefined;
  return typeof marker.effect === 'string' ? marker.effect : undefined;
}

/** `external_id` of a lane's ticket, the same for every try of it. */
export function externalIdOf(ticketKey: string, generation: number): string {
  return `parley:${ticketKey}:${generation}`;
}
