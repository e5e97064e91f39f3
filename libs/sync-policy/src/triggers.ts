import type { Mode, Reason } from './gate';
import { comparePositions, lastSince, laterMark, type Mark, type Since } from './moment';
import { firstOpenedAt, type Organization } from './organization';
import { countedReply } from './replies';
import { emailRequester, namelessRequester, type Requester } from './requester';
import type { Situation } from './situation';

/** A mode that is on, and whether its conditions hold for a conversation; `completedBy` is the last event they needed. */
export type Trigger =
  | { readonly mode: Mode; readonly ready: true; readonly requester: Requester; readonly completedBy: Mark }
  | { readonly mode: Mode; readonly ready: false; readonly reason: Reason };

/** A trigger whose conditions hold. */
export type ReadyTrigger = Trigger & { readonly ready: true };

/** The triggers of the modes that are on, A first; none when the account is linked nowhere. */
export function triggersOf(situation: Situation): readonly Trigger[] {
  const { organization } = situation.surroundings;
  if (organization === undefined) return [];
  const triggers: Trigger[] = [];
  if (organization.modeA.enabled) triggers.push(modeA(situation, organization));
  if (organization.modeB.enabled) triggers.push(modeB(situation, organization));
  return triggers;
}

/** Since when a trigger waits for what it names: the last event, or change of the mode, that left it so. */
export function waitingSince(
  { conversation, contact, surroundings }: Situation,
  reason: Reason,
  mode: Mode,
): Since {
  const { organization } = surroundings;
  const association = contact.associations.get(organization?.id ?? '')?.mark;
  const { fields, first, routing } = conversation;
  const enabled = mode === 'A' ? organization?.modeA.since : organization?.modeB.since;
  if (mode === 'A') return lastSince(first, enabled, association);
  if (reason === 'not-routed') return lastSince(first, enabled, routing?.mark);
  return lastSince(first, enabled, routing?.mark, fields.moved, contact.fields.moved);
}

/** The trigger that became ready first in log order; A where both did by the same event (T7). */
export function firstReady(triggers: readonly Trigger[]): ReadyTrigger | undefined {
  let first: ReadyTrigger | undefined;
  for (const trigger of triggers) {
    if (!trigger.ready) continue;
    const earlier =
      first === undefined || comparePositions(trigger.completedBy.position, first.completedBy.position) < 0;
    if (earlier) first = trigger;
  }
  return first;
}

/** Whether the conversation is routed to the team that Mode B watches. */
export function routedToTeam({ conversation, surroundings }: Situation): boolean {
  const teamId = surroundings.organization?.modeB.teamId;
  return teamId !== undefined && conversation.routing?.teamId === teamId;
}

/**
 * T11: whether the conversation was closed upstream before its account, or the trigger's mode, was opened, and nobody asked
 * for such ones. Only an event that completes the trigger now fires it (T3).
 */
export function closedBeforeOpening(situation: Situation, mode: Mode): boolean {
  const { conversation, surroundings } = situation;
  const { closure } = conversation;
  const { link, organization } = surroundings;
  if (closure === undefined || link === undefined || organization === undefined) return false;
  if (link.includeClosedSince !== undefined && closure.mark.at >= link.includeClosedSince) return false;
  const modeOpenedAt = (mode === 'A' ? organization.modeA : organization.modeB).since.at;
  return closure.loggedAt < Math.max(firstOpenedAt(surroundings) ?? 0, modeOpenedAt);
}

function modeA({ conversation, contact }: Situation, organization: Organization): Trigger {
  const association = contact.associations.get(organization.id);
  if (association?.zendeskUserId === undefined) return { mode: 'A', ready: false, reason: 'not-associated' };
  const reply = countedReply(conversation.replies);
  if (reply === undefined) return { mode: 'A', ready: false, reason: 'no-human-reply' };
  const requester: Requester = { kind: 'linked', zendeskUserId: association.zendeskUserId };
  return { mode: 'A', ready: true, requester, completedBy: laterMark(association.mark, reply) };
}

function modeB(situation: Situation, organization: Organization): Trigger {
  const { conversation, contact } = situation;
  const { emailKey } = organization.modeB;
  const { routing } = conversation;
  if (routing === undefined || !routedToTeam(situation))
    return { mode: 'B', ready: false, reason: 'not-routed' };
  // The conversation's value wins over the contact's, a malformed one too: it is what somebody filled in here (T4).
  const field =
    emailKey === undefined
      ? undefined
      : (conversation.fields.byKey.get(emailKey) ?? contact.fields.byKey.get(emailKey));
  if (field !== undefined && field !== 'invalid') {
    const requester = emailRequester(contact, field.email);
    return { mode: 'B', ready: true, requester, completedBy: laterMark(routing.mark, field.mark) };
  }
  // A malformed address is no address: what stands in for a missing one stands in for it as well (T5).
  const association = contact.associations.get(organization.id);
  if (association?.zendeskUserId !== undefined) {
    const requester: Requester = { kind: 'linked', zendeskUserId: association.zendeskUserId };
    return { mode: 'B', ready: true, requester, completedBy: laterMark(routing.mark, association.mark) };
  }
  if (organization.missingEmail === 'create-without-email') {
    return { mode: 'B', ready: true, requester: namelessRequester(contact), completedBy: routing.mark };
  }
  return { mode: 'B', ready: false, reason: field === 'invalid' ? 'email-invalid' : 'email-missing' };
}
