import type { Achieved } from '@parley/ticket-content';
import { outcomesFor } from '../bring-attachment/attachment-outcomes';
import { bringAttachment } from '../bring-attachment/bring-attachment';
import { Announcement } from './announce';
import { nextEffectOf, type LaneFacts, type OpenLane } from './content';
import type { HeldLane, LaneRecord } from './lane';
import { isGone, restAfter } from './outcomes';
import { GO_ON, LOST, type LanePorts, type Lease, type Step } from './ports';
import { openTicket } from './open-ticket';
import { readTicket } from './read-ticket';
import { redactNext } from './redact-message';
import { settleEffect } from './settle-effect';
import { STAMP_PASSES_MS, STAMP_SETTLES_MS } from './sighting';
import { writeEffect } from './write-effect';

/** How long a lane rests that turned out to have nothing to do. */
const IN_VAIN_REST_MS = 1_000;

/** How long a lane rests whose facts are to be folded again after a fix. */
const BROKEN_REST_MS = 60_000;

/**
 * Works on a lane that was just claimed, step by step, until nothing is due, something must be waited for, or others
 * deserve the place. Everything is read anew before each step, so a step may be the last one at any time.
 *
 * @param claimedAtMs monotonic time before the claim was asked for
 * @param isStopping asked between steps: what is in hand is finished, nothing new is begun
 */
export async function workLane(
  ports: LanePorts,
  held: HeldLane,
  claimedAtMs: number,
  isStopping: () => boolean,
): Promise<Step> {
  const lease: Lease = { endsAtMs: claimedAtMs + ports.settings.leaseMs };
  let step: Step = GO_ON;
  let steps = 0;
  while (step.kind === 'go-on' && steps < ports.settings.stepsPerClaim && !isStopping()) {
    step = await stepLane(ports, held, lease);
    steps += 1;
  }
  if (step.kind === 'lost') return step;
  // A lane that was claimed in vain would be claimed again at once, for ever.
  const inVainMs = steps === 1 && step.kind === 'rest' ? IN_VAIN_REST_MS : undefined;
  await ports.store.release(held, step.kind === 'rest' ? (step.restMs ?? inVainMs) : undefined);
  return step;
}

/** One step: at most one change in Zendesk. */
export async function stepLane(ports: LanePorts, held: HeldLane, lease: Lease): Promise<Step> {
  const stored = await ports.store.load(held);
  if (stored === undefined) return LOST;
  const record = lease.sight === undefined ? stored : { ...stored, sight: lease.sight, sightAgeMs: 0 };
  if (!record.gate.open || record.state === 'parked') return { kind: 'rest' };
  if (record.isTranscriptBroken) return { kind: 'rest', restMs: BROKEN_REST_MS };
  if (record.effect !== null) return settleEffect(ports, held, record, record.effect, lease);
  // The target came before its facts while the lane was held: what the transcript lacks would be passed over. It wakes the lane.
  if (!record.isFollowed) return { kind: 'rest', restMs: 0 };
  const { ticketId, customerId, organization, account } = record;
  if (customerId === null || organization === null || account === null) return { kind: 'rest' };
  if (record.isRemade && ticketId === null) return (await ports.store.restart(held)) ? GO_ON : LOST;
  if (ticketId !== null && record.sight === null) return readTicket(ports, held, record, ticketId, lease);
  return bringNext(ports, held, { record, customerId, organization, account }, lease);
}

async function bringNext(ports: LanePorts, held: HeldLane, lane: OpenLane, lease: Lease): Promise<Step> {
  const { record } = lane;
  const facts = await factsFor(ports, record);
  const agents = new Map<string, number | null>();
  for (;;) {
    const next = nextEffectOf(lane, facts, agents);
    switch (next.kind) {
      case 'nothing':
        return { kind: 'rest' };
      case 'advance':
        return pass(ports, held, record, next.achieved);
      case 'agent-unknown': {
        const agent = await findAgent(ports, record, next.key);
        if (typeof agent === 'object' && agent !== null) return agent;
        agents.set(next.key, agent);
        break;
      }
      case 'attachments-due':
        return bringAttachment(ports, held, lane, next.due, lease);
      case 'update':
        if (next.tags !== undefined && record.sight?.settled === false)
          return settleSight(ports, held, record, lease);
        if (lease.sight === undefined && record.sightAgeMs < STAMP_PASSES_MS)
          return { kind: 'rest', restMs: STAMP_PASSES_MS - record.sightAgeMs };
        return writeEffect(ports, held, lane, next, lease);
      case 'redact':
        return redactNext(ports, held, lane, next, lease);
      case 'follow-up': {
        const gone = await sourceFault(ports, held, record);
        return gone ?? openTicket(ports, held, lane, next, lease);
      }
      case 'create':
        return openTicket(ports, held, lane, next, lease);
    }
  }
}

/** What came asks for no change. Told where there is a ticket, so that everybody knows that it is not behind. */
async function pass(ports: LanePorts, held: HeldLane, record: LaneRecord, achieved: Achieved): Promise<Step> {
  const { ticketId } = record;
  const { position } = achieved;
  const told =
    ticketId === null || position === null
      ? undefined
      : new Announcement(record, ports.clock.now()).passed(position, ticketId).told();
  return (await ports.store.advance(held, achieved, told)) ? GO_ON : LOST;
}

/** K11: what was deleted after it was closed is not gone on from. Zendesk would make a ticket without its history. */
async function sourceFault(ports: LanePorts, held: HeldLane, record: LaneRecord): Promise<Step | undefined> {
  if (record.ticketId === null) return undefined;
  const outcome = await ports.desk.showTicket(record.organizationId, record.ticketId);
  if (outcome.kind === 'ok') return undefined;
  if (!isGone(outcome)) return restAfter(outcome);
  return (await ports.store.sight(held, null)) ? GO_ON : LOST;
}

async function factsFor(ports: LanePorts, record: LaneRecord): Promise<LaneFacts> {
  const { conversationId, contactId, firedAt, through, achieved } = record;
  const slice = await ports.transcript.slice({
    conversationId,
    contactId,
    firedAt,
    through,
    after: achieved.position,
    limit: ports.settings.pageSize,
  });
  const attachments = await outcomesFor(ports.attachments.book, record.ticketKey, slice);
  if (achieved.history === 'done') return { slice, attachments };
  return {
    slice,
    attachments,
    history: await ports.transcript.history({ conversationId, contactId }, firedAt),
  };
}

/** K3: the agent with the advisor's e-mail address, `null` when there is none, or the step that must come first. */
async function findAgent(ports: LanePorts, record: LaneRecord, key: string): Promise<number | null | Step> {
  const known = await ports.agents.known(record.organizationId, key);
  if (known !== undefined) return known;
  const outcome = await ports.desk.findAgentByEmail(record.organizationId, key);
  if (outcome.kind !== 'ok') return restAfter(outcome);
  const agent = outcome.body?.id ?? null;
  await ports.agents.remember(record.organizationId, key, agent);
  return agent;
}

/**
 * Tags replace the whole list, so the list must be complete: the ticket is read once its stamp is old enough that nobody's
 * change in the same second can be missing (K7).
 */
async function settleSight(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  lease: Lease,
): Promise<Step> {
  const restMs = STAMP_SETTLES_MS - record.sightAgeMs;
  if (restMs > 0 || record.ticketId === null) return { kind: 'rest', restMs: Math.max(restMs, 1) };
  return readTicket(ports, held, record, record.ticketId, lease);
}
