import type { LogPosition, RedactEffect } from '@parley/ticket-content';
import type { Audit, ZendeskOutcome } from '@parley/zendesk';
import { shownPosition } from './announce';
import { conclude, doneAs, effectIdOf, type EffectInHand } from './conclude';
import type { OpenLane } from './content';
import type { HeldLane, LaneRecord, NewEffect, ShownComment, UnfinishedEffect } from './lane';
import { effectOf } from './marker';
import { callOf, isGone, restAfter } from './outcomes';
import { GO_ON, LOST, type LanePorts, type Lease, type Step } from './ports';
import { markTexts, withoutMarks } from './redaction-marks';
import { CLOCK_SKEW_MS } from './settle-update';
import { bringEffect } from './write-effect';

/** A comment in Zendesk as it reads now. */
interface WrittenComment {
  readonly id: number;
  readonly html: string;
  readonly files: readonly { readonly id: number; readonly content_url: string }[];
}

/**
 * K13: redacts the next comment that shows a text of the deleted message, with the files that came with it, one call a step. Which comments those are is in
 * the ledger; which are done already is in what the lane achieved, so none is redacted twice. Once none is left, the
 * redaction is achieved.
 */
export async function redactNext(
  ports: LanePorts,
  held: HeldLane,
  lane: OpenLane,
  next: RedactEffect,
  lease: Lease,
): Promise<Step> {
  const { record } = lane;
  const comments = record.ticketId === null ? [] : await ports.store.commentsShowing(held, next.textsAt);
  for (const shown of comments) {
    const outcome = await auditOf(ports, record, shown);
    if (isGone(outcome)) continue;
    if (outcome.kind !== 'ok') return restAfter(outcome);
    const comment = commentOf(outcome.body);
    if (comment === undefined || next.redaction.comments.includes(comment.id)) continue;
    const marked = markTexts(comment.html, textsIn(shown, next.textsAt), shown.shows.length);
    if (marked === undefined) {
      ports.watch.notRedacted(record.organizationId, record.ticketKey, comment.id);
      continue;
    }
    const ids = await ports.attachments.book.attachedWith(record.ticketKey, next.textsAt);
    const files = comment.files.filter(({ id }) => ids.includes(id));
    const redaction = redactionOf(lane, next, shown, { id: comment.id, html: marked, files });
    return bringEffect(ports, held, record, redaction, lease);
  }
  return (await ports.store.advance(held, next.achieved)) ? GO_ON : LOST;
}

/**
 * What became of a redaction whose answer was lost: as long as the comment reads as before, it was not applied and goes
 * again. A call that comes late does no harm, for there is nothing left to redact.
 */
export async function settleRedaction(
  hand: EffectInHand & { readonly effect: UnfinishedEffect },
): Promise<Step> {
  const { ports, record, effect } = hand;
  const commentId = effect.after.achieved.redaction?.comments.at(-1);
  const done = doneAs({ id: record.ticketId ?? 0 });
  if (commentId === undefined || effect.ticketId === null) return conclude(hand, done, {});
  const outcome = await ports.desk.findAudit(record.organizationId, effect.ticketId, {
    matches: (audit) => audit.events.some(({ type, id }) => type === 'Comment' && id === commentId),
    notBefore: new Date(0),
  });
  if (isGone(outcome)) return conclude(hand, done, callOf(outcome));
  if (outcome.kind !== 'ok') return restAfter(outcome);
  const comment = outcome.body && commentOf(outcome.body);
  const isApplied = comment === undefined || comment.html !== withoutMarks(markedIn(effect));
  if (isApplied) return conclude(hand, done, {});
  return conclude(hand, { state: 'released', reason: 'not-applied', forgetSight: true }, {});
}

function auditOf(
  ports: LanePorts,
  record: LaneRecord,
  { effectId, ticketId, auditId, firstSentAt }: ShownComment,
): Promise<ZendeskOutcome<Audit | undefined>> {
  if (auditId !== null) return ports.desk.showAudit(record.organizationId, ticketId, auditId);
  return ports.desk.findAudit(record.organizationId, ticketId, {
    matches: (audit) => effectOf(audit) === effectId,
    notBefore: new Date(firstSentAt.getTime() - CLOCK_SKEW_MS),
  });
}

function commentOf(audit: Audit | undefined): WrittenComment | undefined {
  const event = audit?.events.find(({ type }) => type === 'Comment');
  if (event?.id === undefined || !event.html_body) return undefined;
  return { id: event.id, html: event.html_body, files: event.attachments ?? [] };
}

/** Which messages of a comment show one of these texts, counted from 0. */
function textsIn({ shows }: ShownComment, textsAt: readonly LogPosition[]): readonly number[] {
  return shows.flatMap((at, index) => {
    const goes =
      at !== null && textsAt.some(({ epoch, offset }) => epoch === at.epoch && offset === at.offset);
    return goes ? [index] : [];
  });
}

function redactionOf(
  { record, customerId, organization }: OpenLane,
  next: RedactEffect,
  { ticketId }: ShownComment,
  comment: WrittenComment,
): NewEffect {
  const { at, comments } = next.redaction;
  const redaction = { at, comments: [...comments, comment.id], isDone: false };
  return {
    id: effectIdOf(record),
    sequence: record.nextSequence,
    kind: 'redact',
    label: 'redact',
    callClass: next.class,
    ticketId,
    shows: [],
    body: bodyFor(ticketId, comment),
    after: {
      achieved: { ...record.achieved, redaction },
      generation: record.generation,
      earlierTicketId: record.earlierTicketId,
      comments: record.comments,
      requesterId: record.requesterId ?? customerId,
    },
    from: shownPosition(record.achieved.position, record),
    through: next.through,
    sentAs: organization.connectedUserId,
    traceparents: next.traceparents,
  };
}

/** Text and files go in one call, which Zendesk takes for closed tickets, too. */
function bodyFor(ticketId: number, { html, files }: WrittenComment): Buffer {
  const urls = files.map(({ content_url }) => content_url);
  const body = {
    ticket_id: ticketId,
    html_body: html,
    ...(urls.length === 0 ? {} : { external_attachment_urls: urls }),
  };
  return Buffer.from(JSON.stringify(body), 'utf8');
}

function markedIn({ body }: NewEffect): string {
  const sent = JSON.parse(Buffer.from(body).toString('utf8')) as { readonly html_body: string };
  return sent.html_body;
}
