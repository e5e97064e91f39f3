import { type Gate, type GateName, type Mode, type Reason, REASONS } from './gate';
import { outerGates, outerReasons } from './outer-gates';
import { lastSince, type Since } from './moment';
import { type Situation, ticketsHere } from './situation';
import { currentTicket } from './ticket';
import { closedBeforeOpening, firstReady, triggersOf, waitingSince } from './triggers';

/** Every gate from G1 to G6 with its state, in order (X1). G6 stands once for each mode that is on, until one lets it through. */
export function explain(situation: Situation): readonly Gate[] {
  const trigger = triggerGates(situation).map((gate) => gateOf(situation, gate));
  return [...outerGates(situation.surroundings, situation.conversation.first), ...trigger];
}

/** The state of the gates in one short line: it changes exactly when a gate opens, shuts, or is shut for another reason. */
export function pictureOf(situation: Situation): string {
  let picture = `${situation.surroundings.organization?.id ?? ''}/`;
  for (const reason of outerReasons(situation.surroundings)) picture += letterOf(reason);
  for (const { mode, reason } of triggerGates(situation)) {
    picture += (mode ?? '-') + (reason === undefined ? '+' : letterOf(reason));
  }
  return picture;
}

/** What a picture shows of a gate; shut when it has a reason. */
export interface ToldGate {
  readonly gate: GateName;
  readonly mode?: Mode | undefined;
  readonly reason?: Reason | undefined;
}

/** The picture that gates show which were told: what {@link pictureOf} said when they were told. */
export function pictureOfGates(organizationId: string | undefined, gates: readonly ToldGate[]): string {
  let picture = `${organizationId ?? ''}/`;
  for (const gate of gates) {
    if (gate.gate === 'trigger')
      picture += (gate.mode ?? '-') + (gate.reason === undefined ? '+' : letterOf(gate.reason));
    else if (gate.reason !== undefined) picture += letterOf(gate.reason);
  }
  return picture;
}

function letterOf(reason: Reason): string {
  return String.fromCharCode(0x61 + REASONS.indexOf(reason));
}

/** The trigger gate of one mode, or of none; shut when it has a reason. */
interface TriggerGate {
  readonly mode: Mode | undefined;
  readonly reason: Reason | undefined;
  readonly completedBy?: Since;
}

const NO_MODE: readonly TriggerGate[] = [{ mode: undefined, reason: 'no-mode-enabled' }];

function triggerGates(situation: Situation): readonly TriggerGate[] {
  const ticket = currentTicket(ticketsHere(situation));
  if (ticket !== undefined)
    return [{ mode: ticket.mode, reason: undefined, completedBy: ticket.completedBy }];
  const triggers = triggersOf(situation);
  // One mode is enough to open the gate: what the other one waits for is then of no interest.
  const ready = firstReady(triggers.filter(({ mode }) => !closedBeforeOpening(situation, mode)));
  if (ready !== undefined) return [{ mode: ready.mode, reason: undefined, completedBy: ready.completedBy }];
  if (triggers.length === 0) return NO_MODE;
  return triggers.map((trigger) => ({
    mode: trigger.mode,
    reason: trigger.ready ? 'closed-before-opening' : trigger.reason,
  }));
}

function gateOf(situation: Situation, { mode, reason, completedBy }: TriggerGate): Gate {
  const ofMode = mode === undefined ? {} : { mode };
  const since = completedBy ?? shutSince(situation, mode, reason);
  return reason === undefined
    ? { gate: 'trigger', ...ofMode, open: true, since }
    : { gate: 'trigger', ...ofMode, open: false, reason, since };
}

function shutSince(situation: Situation, mode: Mode | undefined, reason: Reason | undefined): Since {
  if (mode === undefined || reason === undefined) return noModeSince(situation);
  const { closure } = situation.conversation;
  if (reason === 'closed-before-opening' && closure !== undefined) return closure.mark;
  return waitingSince(situation, reason, mode);
}

function noModeSince({ conversation, surroundings }: Situation): Since {
  const { organization, unlinkedSince } = surroundings;
  if (organization === undefined) return unlinkedSince ?? conversation.first;
  return lastSince(organization.modeA.since, organization.modeB.since);
}
