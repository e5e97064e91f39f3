import {
  LANGUAGES,
  nextEffect,
  type AttachmentOutcomes,
  type ContentSettings,
  type HistorySummary,
  type NextEffect,
  type TranscriptSlice,
} from '@parley/ticket-content';
import type { OrganizationConfiguration } from '@parley/contracts';
import type { LaneRecord } from './lane';
import { viewOf } from './sighting';
import { timeZoneOf } from './time-zone';

const NO_HISTORY: HistorySummary = { messages: 0, tags: [], closed: false };

/** What a lane knows about people and places when it may work. */
export interface OpenLane {
  readonly record: LaneRecord;
  readonly customerId: number;
  readonly organization: NonNullable<LaneRecord['organization']>;
  readonly account: NonNullable<LaneRecord['account']>;
}

/** What the transcript and the book of attachments say of a lane's next stretch. */
export interface LaneFacts {
  readonly slice: TranscriptSlice;
  readonly history?: HistorySummary;
  readonly attachments: AttachmentOutcomes;
}

/** The next thing to do for the lane's ticket, decided by ticket-content. */
export function nextEffectOf(
  lane: OpenLane,
  facts: LaneFacts,
  agents: ReadonlyMap<string, number | null>,
): NextEffect {
  const { record, customerId, organization, account } = lane;
  const { ticketId, sight, requesterEmail } = record;
  return nextEffect({
    lane: {
      mode: record.mode,
      firedAt: record.firedAt,
      through: record.through,
      frozen: record.frozen,
      achieved: record.achieved,
      ticket: ticketId === null || sight === null ? null : viewOf(record, ticketId, sight),
      earlierTicketId: record.earlierTicketId,
    },
    slice: facts.slice,
    history: facts.history ?? NO_HISTORY,
    settings: settingsOf(organization.configuration),
    people: {
      requesterId: customerId,
      connectedUserId: organization.connectedUserId,
      agents,
      contact: {
        id: record.contactId,
        ...record.contact,
        ...(requesterEmail === undefined ? {} : { email: requesterEmail }),
      },
      account,
    },
    attachments: facts.attachments,
  });
}

function settingsOf(configuration: OrganizationConfiguration): ContentSettings {
  return {
    subject: configuration.ticket.subject,
    extraTags: configuration.ticket.tags,
    visibility: configuration.visibility,
    syncNotes: configuration.syncNotes,
    redactDeleted: configuration.redactDeleted,
    closeAs: configuration.closeAs,
    words: LANGUAGES[configuration.ticket.language ?? 'en'],
    timeZone: timeZoneOf(configuration.ticket.timeZone),
  };
}
