import { isAfter, readAchieved, type Achieved } from '@parley/ticket-content';
import type { Audit, Ticket, ZendeskOutcome } from '@parley/zendesk';
import { Announcement } from './announce';
import { effectIdOf } from './conclude';
import type { HeldLane, LaneAfter, LaneRecord } from './lane';
import { laneIn, markerIn, type Marker } from './marker';
import { GO_ON, LOST, type LanePorts, type Step } from './ports';
import { isStatus } from './sighting';

/** More versions than a lane tells between two writes, so that what it tells from here on is newer than all it ever told. */
const TOLD_BETWEEN_WRITES = 1_000;
/** Markers of the first release do not say their number; it is looked for among so many more than the lane knows of. */
const NUMBERS_TRIED = 200;

/** A lane's write, as its ticket tells of it. */
export interface Mark {
  readonly marker: Marker;
  readonly audit: Audit;
}

/**
 * The newest write of this lane's that a ticket tells of.
 * @param notBefore older ones are known, and not looked for
 */
export async function newestMark(
  { desk }: Pick<LanePorts, 'desk'>,
  { organizationId, ticketKey }: Pick<LaneRecord, 'organizationId' | 'ticketKey'>,
  ticketId: number,
  notBefore: Date,
): Promise<ZendeskOutcome<Mark | undefined>> {
  const outcome = await desk.findAudit(organizationId, ticketId, {
    matches: (audit) => markerIn(audit)?.ticketKey === ticketKey,
    notBefore,
  });
  if (outcome.kind !== 'ok') return outcome;
  const audit = outcome.body;
  const marker = audit && markerIn(audit);
  return { ...outcome, body: audit && marker && { audit, marker } };
}

/** Whether the write is one that the lane's store does not know: Postgres was restored to an earlier time. */
export function isUnknown({ marker }: Mark, record: LaneRecord): boolean {
  return (sequenceOf(marker, record) ?? 0) > record.written;
}

/**
 * Takes the lane's place from its newest write before anything is sent: what Zendesk has is achieved (architecture 3b). The
 * ticket is read again before the next change, so whatever comes in between is noticed, too.
 */
export async function takeUp(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  ticket: Pick<Ticket, 'id' | 'status'>,
  mark: Mark,
): Promise<Step> {
  const { marker, audit } = mark;
  const lane = laneIn(marker);
  const after = lane === undefined ? oldAfter(mark, record) : afterOf(lane, record);
  const sequence = sequenceOf(marker, record) ?? record.nextSequence;
  const place = {
    ticketId: ticket.id,
    sequence,
    writtenAt: new Date(audit.created_at),
    firedAt: lane?.firedAt ?? record.firedAt,
    after,
  };
  const version = Math.max(record.version, (lane?.version ?? record.version) + TOLD_BETWEEN_WRITES);
  const status = isStatus(ticket.status) ? ticket.status : undefined;
  const told = new Announcement({ ...record, firedAt: place.firedAt, version }, ports.clock.now());
  if (record.effect !== null) told.effect(record.effect, 'released', {}, 'taken-up');
  const announced = told.written(false, after, ticket.id, status).told();
  return (await ports.store.takeUp(held, place, announced)) ? GO_ON : LOST;
}

function afterOf({ after, letGo }: NonNullable<ReturnType<typeof laneIn>>, record: LaneRecord): LaneAfter {
  const ignored = letGo ? record.achieved.ignored : [];
  return { ...after, achieved: { ...readAchieved(after.achieved), ignored } };
}

/** What a marker of the first release says; it is silent about tags, so those on the ticket count as other people's. */
function oldAfter({ marker }: Mark, record: LaneRecord): LaneAfter {
  const { achieved, earlierTicketId, comments } = record;
  const isFollowUp = marker.generation !== record.generation;
  const position = { epoch: marker.epoch, partition: record.firedAt.partition, offset: marker.offset };
  const history: Achieved['history'] = isAfter(record.firedAt, position) ? 'open' : 'done';
  return {
    achieved: {
      ...achieved,
      position,
      part: marker.part,
      pinned: null,
      history,
      followUpNoteDue: false,
      ignored: [],
    },
    generation: marker.generation,
    earlierTicketId: isFollowUp ? record.ticketId : earlierTicketId,
    comments: isFollowUp ? 1 : comments + 1,
    requesterId: record.requesterId ?? record.customerId ?? 0,
  };
}

/** The number of the write; undefined for one of the first release that is far ahead of all that the lane knows. */
function sequenceOf(marker: Marker, record: LaneRecord): number | undefined {
  const lane = laneIn(marker);
  if (lane !== undefined) return lane.sequence;
  const { ticketKey, nextSequence } = record;
  for (let number = nextSequence + NUMBERS_TRIED; number > 0; number -= 1)
    if (effectIdOf({ ticketKey, nextSequence: number }) === marker.effect) return number;
  return undefined;
}
