import { applyDecision, type Decision } from './decision';
import { explain, pictureOf } from './explain';
import { comparePositions, laterPosition } from './moment';
import { firstOpenedAt } from './organization';
import { outerGatesOpen } from './outer-gates';
import { type Occasion, type Situation, ticketsHere } from './situation';
import { currentTicket, type Ticket } from './ticket';
import { closedBeforeOpening, firstReady, routedToTeam, triggersOf } from './triggers';

/** What was decided, in order, and what is remembered after it. */
export interface Decided {
  readonly conversation: Situation['conversation'];
  readonly decisions: readonly Decision[];
}

/**
 * Decides about one conversation: whether a trigger fires, how far its tickets go, what is asked for and which gates
 * are told. The occasion's event is folded already. Deciding twice decides nothing more.
 */
export function decide(situation: Situation, occasion: Occasion): Decided {
  const decisions: Decision[] = [];
  let now = situation;
  const take = (decision: Decision | undefined): void => {
    if (decision === undefined) return;
    decisions.push(decision);
    now = { ...now, conversation: applyDecision(now.conversation, decision) };
  };
  take(fire(now, occasion));
  take(goOn(now));
  take(fireAgain(now, occasion));
  take(readdress(now));
  if (outerGatesOpen(now.surroundings)) {
    for (const ticket of ticketsHere(now) ?? []) if (ticket.due) take(ask(now, ticket));
  }
  take(tellGates(now));
  if (decisions.length > 0 && !decisions.some(isTold))
    take({ kind: 'noted', version: now.conversation.version + 1 });
  return { conversation: now.conversation, decisions };
}

function isTold({ kind }: Decision): boolean {
  return kind === 'asked' || kind === 'gates-told';
}

/** T1, T4: the conversation's first ticket in this organization. Other gates may be shut: then it waits for them. */
function fire(situation: Situation, occasion: Occasion): Decision | undefined {
  const { conversation, surroundings } = situation;
  const { organization } = surroundings;
  if (organization === undefined || ticketsHere(situation) !== undefined) return undefined;
  if (firstOpenedAt(surroundings) === undefined) return undefined;
  const trigger = firstReady(
    triggersOf(situation).filter(
      (candidate) =>
        candidate.ready &&
        (completesNow(candidate.completedBy.position, occasion) ||
          !closedBeforeOpening(situation, candidate.mode)),
    ),
  );
  if (trigger === undefined) return undefined;
  const firedAt =
    occasion.kind === 'fact'
      ? occasion.mark.position
      : laterPosition(conversation.latest, trigger.completedBy.position);
  const ticket: Ticket = {
    mode: trigger.mode,
    completedBy: trigger.completedBy,
    firedAt,
    requester: trigger.requester,
    frozen: trigger.mode === 'B' && !organization.modeB.continueAfterCreation,
    ownOf: undefined,
    through: firedAt,
    asked: false,
    due: true,
  };
  return { kind: 'fired', organizationId: organization.id, ticket };
}

function completesNow(position: Ticket['firedAt'], occasion: Occasion): boolean {
  return occasion.kind === 'fact' && comparePositions(position, occasion.mark.position) === 0;
}

/** T8: a ticket that goes on takes in what is new; T6: one that does not freezes at the first thing that is. */
function goOn(situation: Situation): Decision | undefined {
  const { conversation, surroundings } = situation;
  const { organization } = surroundings;
  const ticket = currentTicket(ticketsHere(situation));
  if (organization === undefined || ticket === undefined || ticket.frozen) return undefined;
  if (comparePositions(conversation.latest, ticket.through) <= 0) return undefined;
  if (ticket.mode === 'A' || organization.modeB.continueAfterCreation) {
    return { kind: 'advanced', organizationId: organization.id, through: conversation.latest };
  }
  return { kind: 'frozen', organizationId: organization.id };
}

/** T6: a later message of the contact makes a ticket of its own, or joins the one that a shut gate still holds. */
function fireAgain(situation: Situation, occasion: Occasion): Decision | undefined {
  const { organization } = situation.surroundings;
  const ticket = currentTicket(ticketsHere(situation));
  if (organization === undefined || ticket?.frozen !== true) return undefined;
  if (occasion.kind !== 'fact' || !occasion.contactMessage) return undefined;
  const { cause, position } = occasion.mark;
  if (comparePositions(position, ticket.through) <= 0) return undefined;
  if (!organization.modeB.enabled || !routedToTeam(situation)) return undefined;
  if (!ticket.asked) {
    const ownOf = ticket.ownOf === undefined ? undefined : cause;
    return { kind: 'extended', organizationId: organization.id, ownOf, through: position };
  }
  const own: Ticket = {
    ...ticket,
    completedBy: occasion.mark,
    firedAt: position,
    frozen: !organization.modeB.continueAfterCreation,
    ownOf: cause,
    through: position,
    asked: false,
    due: true,
  };
  return { kind: 'fired', organizationId: organization.id, ticket: own };
}

/** T10: a ticket that an association made follows the association; a closed, frozen or Mode B one stays. */
function readdress(situation: Situation): Decision | undefined {
  const { conversation, contact, surroundings } = situation;
  const { organization } = surroundings;
  const ticket = currentTicket(ticketsHere(situation));
  if (organization === undefined || ticket?.mode !== 'A' || ticket.requester.kind !== 'linked')
    return undefined;
  if (conversation.closure !== undefined && organization.closeAs === 'closed') return undefined;
  const zendeskUserId = contact.associations.get(organization.id)?.zendeskUserId;
  if (zendeskUserId === undefined || zendeskUserId === ticket.requester.zendeskUserId) return undefined;
  return {
    kind: 'readdressed',
    organizationId: organization.id,
    requester: { kind: 'linked', zendeskUserId },
  };
}

function ask({ conversation, surroundings }: Situation, ticket: Ticket): Decision | undefined {
  if (surroundings.link === undefined) return undefined;
  const { organizationId } = surroundings.link;
  return { kind: 'asked', organizationId, ticket, version: conversation.version + 1 };
}

function tellGates(situation: Situation): Decision | undefined {
  const { conversation, surroundings } = situation;
  const picture = pictureOf(situation);
  if (picture === conversation.toldGates) return undefined;
  const organizationId = surroundings.organization?.id;
  return {
    kind: 'gates-told',
    organizationId,
    gates: explain(situation),
    picture,
    version: conversation.version + 1,
  };
}
