import { isAfter } from '@parley/ticket-content';
import type { LaneRecord, SuspectEffect, UnfinishedEffect } from '../lane/lane';
import type { EffectEntry, LaneEntry, MemoryTables } from './memory-tables';

/** All that the next step of a lane depends on. */
export function recordOf(tables: MemoryTables, ticketKey: string, lane: LaneEntry): LaneRecord {
  const { target } = lane;
  const organization = tables.organizations.get(target.organizationId);
  const names = tables.names.get(target.contactId) ?? [];
  const { name, handle } = names.findLast(({ at }) => !isAfter(at, target.firedAt)) ?? {};
  const unfinished = tables.unfinished(ticketKey);
  return {
    ticketKey,
    organizationId: target.organizationId,
    conversationId: target.conversationId,
    contactId: target.contactId,
    accountId: target.accountId,
    mode: target.mode,
    frozen: target.frozen,
    firedAt: target.firedAt,
    through: target.through,
    ...(target.requesterEmail === undefined ? {} : { requesterEmail: target.requesterEmail }),
    ...(target.traceparent === undefined ? {} : { traceparent: target.traceparent }),
    isFollowed: tables.isFollowed(target),
    isTranscriptBroken: false,
    state: lane.state,
    generation: lane.generation,
    ticketId: lane.ticketId,
    earlierTicketId: lane.earlierTicketId,
    comments: lane.comments,
    requesterId: lane.requesterId,
    achieved: lane.achieved,
    sight: lane.sight,
    sightAgeMs: tables.nowMs() - lane.stampSeenAtMs,
    effect: unfinished === undefined ? null : unfinishedOf(tables, unfinished),
    suspects: tables.effects
      .filter((entry) => entry.ticketKey === ticketKey && entry.isSuspect)
      .map(suspectOf),
    isRemade: lane.isRemade,
    nextSequence: lane.sequence + 1,
    written: lane.written,
    writtenAt: lane.writtenAtMs === null ? null : new Date(lane.writtenAtMs),
    requestAgeMs: target.requestedAtMs === undefined ? null : tables.nowMs() - target.requestedAtMs,
    version: lane.version,
    customerId: tables.customerOf(target),
    gate: tables.gate(target),
    organization: organization ?? null,
    account: tables.accounts.get(target.accountId) ?? null,
    contact: { ...(name === undefined ? {} : { name }), ...(handle === undefined ? {} : { handle }) },
  };
}

function unfinishedOf(tables: MemoryTables, entry: EffectEntry): UnfinishedEffect {
  return {
    ...entry.effect,
    state: entry.state === 'in-flight' ? 'in-flight' : 'unknown',
    epoch: entry.epoch,
    reason: entry.reason,
    attempts: entry.attempts,
    firstSentAt: new Date(entry.firstSentAtMs),
    sinceFirstSentMs: tables.nowMs() - entry.firstSentAtMs,
  };
}

function suspectOf({ effect, firstSentAtMs }: EffectEntry): SuspectEffect {
  const { id, label, after, from, through } = effect;
  return { id, label, after, from, through, firstSentAt: new Date(firstSentAtMs) };
}
