import type { Ticket, ZendeskOutcome } from '@parley/zendesk';
import { isAboutUploads, uploadAgain } from '../bring-attachment/upload-again';
import { conclude, doneAs, doneBy, rejectedBy, TICKET_DELETED, type EffectInHand } from './conclude';
import type { UnfinishedEffect } from './lane';
import { listedTicket } from './look-up';
import { externalIdOf, isSameWrite, markerOfRequest } from './marker';
import type { EffectCall } from './lane-store';
import { callOf, isGone, restAfter } from './outcomes';
import { GO_ON, type Lease, type Step } from './ports';
import { requested } from './request';
import { newestMark, takeUp } from './take-up';

/** Waits between two tries under one key: two calls at once under one key are not documented. */
export const RETRY_MS = { first: 2_000, most: 60_000 } as const;

/** How long Zendesk remembers a key. */
const KEY_LIFE_MS = 2 * 3_600_000;

/**
 * So long after a ticket was first asked for, nobody has restored Postgres and started the services again, and Zendesk's list
 * of tickets may not show it yet: its key alone guards it. Later it is looked up before it is made.
 */
export const LIVE_MS = 15_000;

/** A create in hand whose end is not known. */
type Create = EffectInHand & { readonly effect: UnfinishedEffect };

/**
 * Within Zendesk's memory of keys, and as the same user, the very bytes go again under the very key: the answer is that of
 * the first try. After a restore it may be there under another key, so it is looked for in the list first. Later, or when Zendesk says that the key belongs to other bytes, the ticket is looked up.
 */
export async function settleCreate(create: Create, lease: Lease): Promise<Step> {
  const { ports, record, effect } = create;
  const isSameUser = record.organization?.connectedUserId === effect.sentAs;
  const isRemembered =
    effect.sinceFirstSentMs < ports.settings.idempotencyMs && effect.reason !== 'idempotency-mismatch';
  if (!isSameUser || !isRemembered) return lookUp(create);
  // Under another key it may be there already, when Postgres was restored to an earlier time.
  const isFresh = effect.sinceFirstSentMs < LIVE_MS;
  return isFresh ? sendAgain(create, lease) : lookUpOnce(create, () => sendAgain(create, lease));
}

async function sendAgain(create: Create, lease: Lease): Promise<Step> {
  const { ports, record, effect } = create;
  if (lease.endsAtMs - ports.clock.monotonicMs() < ports.settings.callTimeoutMs) return { kind: 'rest' };
  const outcome = await ports.desk.createTicket(record.organizationId, {
    body: effect.body,
    callClass: 'create',
    idempotencyKey: effect.id,
  });
  const restMs = Math.min(RETRY_MS.first * 2 ** Math.min(effect.attempts, 10), RETRY_MS.most);
  switch (outcome.kind) {
    case 'ok':
      return conclude(create, doneBy(effect, outcome.body), callOf(outcome));
    case 'unknown':
      return conclude(create, { state: 'unknown', reason: outcome.reason }, callOf(outcome), {
        kind: 'rest',
        restMs,
      });
    case 'refused':
      if (outcome.code === 'idempotency-mismatch') {
        return conclude(create, { state: 'unknown', reason: outcome.code }, callOf(outcome));
      }
      return lookUpOnce(create, () =>
        isAboutUploads(outcome)
          ? uploadAgain(create, outcome)
          : conclude(create, rejectedBy(create, outcome), callOf(outcome)),
      );
    case 'conflict':
    case 'rate-limited':
    case 'unauthorised':
    case 'not-sent':
      return restAfter(outcome);
  }
}

/** The list filter is current; search and bin are believed only after the index had time. */
async function lookUp(create: Create): Promise<Step> {
  return lookUpOnce(create, async () => {
    const { ports, effect } = create;
    const restMs = ports.settings.searchLagMs - effect.sinceFirstSentMs;
    return restMs > 0 ? { kind: 'rest', restMs } : lookUpEverywhere(create);
  });
}

/** Looks in the list by external id; `absent` says what to do when it is not there. */
async function lookUpOnce(create: Create, absent: () => Promise<Step>): Promise<Step> {
  const { ports, record, effect } = create;
  const listed = await listedTicket(ports, record, effect.after.generation);
  if (listed.kind !== 'ok') return restAfter(listed);
  if (listed.body === undefined) return absent();
  return settleFound(create, listed.body, callOf(listed));
}

/** Whether the ticket shows just what this create would, or more that the lane does not know. */
async function settleFound(create: Create, ticket: Ticket, call: EffectCall): Promise<Step> {
  const { ports, held, record, effect } = create;
  const mark = await newestMark(ports, record, ticket.id, new Date(0));
  if (mark.kind !== 'ok') return restAfter(mark);
  if (mark.body === undefined || isSameWrite(mark.body.marker, markerOfRequest(effect.body)))
    return conclude(create, doneAs(ticket), call);
  return takeUp(ports, held, record, ticket, mark.body);
}

async function lookUpEverywhere(create: Create): Promise<Step> {
  const { ports, record, effect } = create;
  const externalId = externalIdOf(record.ticketKey, effect.after.generation);
  const found = await ports.desk.searchTickets(record.organizationId, externalId);
  if (found.kind !== 'ok') return restAfter(found);
  const id = Math.min(...found.body);
  if (Number.isFinite(id)) return takeFound(create, await ports.desk.showTicket(record.organizationId, id));
  const bin = await ports.desk.deletedTickets(record.organizationId);
  if (bin.kind !== 'ok') return restAfter(bin);
  const subject = requested(effect.body, 'subject');
  // A key that belongs to other bytes made a ticket in a time that Postgres has forgotten.
  const forgottenMs = effect.reason === 'idempotency-mismatch' ? KEY_LIFE_MS : 0;
  const since = effect.firstSentAt.getTime() - forgottenMs;
  const isDeleted = bin.body.some(
    (ticket) => ticket.subject === subject && Date.parse(ticket.deleted_at ?? '') >= since,
  );
  if (isDeleted) return concludeDeleted(create);
  return conclude(create, { state: 'released', reason: 'not-applied', isSuspect: true }, {}, GO_ON);
}

async function takeFound(create: Create, outcome: ZendeskOutcome<Ticket>): Promise<Step> {
  if (outcome.kind === 'ok') return settleFound(create, outcome.body, callOf(outcome));
  return isGone(outcome) ? concludeDeleted(create) : restAfter(outcome);
}

function concludeDeleted(create: Create): Promise<Step> {
  return conclude(create, { state: 'rejected', reason: TICKET_DELETED.reason, halt: TICKET_DELETED }, {});
}
