import { type Gate, REASONS } from './gate';
import { outerGates, outerReasons } from './outer-gates';
import { lastSince, type Since } from './moment';
import { type Situation, ticketsHere } from './situation';
import { currentTicket } from './ticket';
import { closedBeforeOpening, firstReady, type Trigger, triggersOf } from './triggers';

/** Every gate from G1 to G6 with its state, in order (X1). G6 stands once for each mode that is on, until one lets it through. */
export function explain(situation: Situation): readonly Gate[] {
  return [...outerGates(situation.surroundings, situation.conversation.first), ...triggerGates(situation)];
}

/** The state of the gates in one short line: it changes exactly when a gate opens, shuts, or is shut for another reason. */
export function pictureOf(situation: Situation): string {
  const { organization } = situation.surroundings;
  let picture = `${organization?.id ?? ''}/`;
  for (const reason of outerReasons(situation.surroundings)) picture += letterOf(reason);
  for (const gate of triggerGates(situation))
    picture += `${gate.mode ?? '-'}${gate.open ? '+' : letterOf(gate.reason)}`;
  return picture;
}

function letterOf(reason: (typeof REASONS)[number]): string {
  return String.fromCharCode(0x61 + REASONS.indexOf(reason));
}

function triggerGates(situation: Situation): readonly Gate[] {
  const ticket = currentTicket(ticketsHere(situation));
  if (ticket !== undefined)
    return [{ gate: 'trigger', mode: ticket.mode, open: true, since: ticket.completedBy }];
  const triggers = triggersOf(situation);
  // One mode is enough to open the gate: what the other one waits for is then of no interest.
  const ready = firstReady(triggers.filter(({ mode }) => !closedBeforeOpening(situation, mode)));
  if (ready !== undefined) return [triggerGate(situation, ready)];
  if (triggers.length > 0) return triggers.map((trigger) => triggerGate(situation, trigger));
  return [{ gate: 'trigger', open: false, reason: 'no-mode-enabled', since: noModeSince(situation) }];
}

function triggerGate(situation: Situation, trigger: Trigger): Gate {
  const { mode } = trigger;
  if (!trigger.ready) {
    return { gate: 'trigger', mode, open: false, reason: trigger.reason, since: trigger.since };
  }
  const { closure } = situation.conversation;
  if (closure !== undefined && closedBeforeOpening(situation, mode)) {
    return { gate: 'trigger', mode, open: false, reason: 'closed-before-opening', since: closure.mark };
  }
  return { gate: 'trigger', mode, open: true, since: trigger.completedBy };
}

function noModeSince({ conversation, surroundings }: Situation): Since {
  const { organization, unlinkedSince } = surroundings;
  if (organization === undefined) return unlinkedSince ?? conversation.first;
  return lastSince(organization.modeA.since, organization.modeB.since);
}
