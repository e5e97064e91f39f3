import { GATES, GATE_REASONS } from '@parley/contracts';
import type { Gate, GateReason, GateView } from '@parley/contracts';
import type { FiredTarget, KnownConversation, Obstacle } from './conversation-store';
import { WHAT_TO_DO } from './what-to-do';

/** Gates that trigger-evaluator decides; the last two belong to customer-service and ticket-writer. */
const EVALUATOR_GATES = GATES.slice(0, 6);

/**
 * Every gate with its state, since when, what moved it, and what to do (X1). It only puts together what the deciding services
 * reported: the rules themselves are never evaluated a second time here.
 */
export function explainGates(known: Omit<KnownConversation, 'summary' | 'candidates'>): readonly GateView[] {
  const { gateReport, target, customerObstacle, ticketObstacle } = known;
  const firedSince =
    target !== undefined && (gateReport === undefined || gateReport.version <= target.version);
  const decided = firedSince
    ? EVALUATOR_GATES.map((gate) => openSince(gate, target))
    : (gateReport?.gates ?? []);
  if (target === undefined) return decided.map(withAdvice);
  return [
    ...decided,
    laterGate('customer', target, customerObstacle),
    laterGate('ticket', target, ticketObstacle),
  ].map(withAdvice);
}

function openSince(gate: Gate['gate'], target: FiredTarget): Gate {
  const mode = gate === 'trigger' ? { mode: target.mode } : {};
  return { gate, ...mode, open: true, since: target.firedAt, cause: target.trigger };
}

function laterGate(gate: 'customer' | 'ticket', target: FiredTarget, obstacle: Obstacle | undefined): Gate {
  if (obstacle === undefined) return openSince(gate, target);
  const { reason, since } = obstacle;
  return { gate, open: false, ...(isGateReason(reason) ? { reason } : {}), since, cause: target.trigger };
}

function isGateReason(reason: string): reason is GateReason {
  return GATE_REASONS.some((known) => known === reason);
}

function withAdvice(gate: Gate): GateView {
  return gate.open || gate.reason === undefined ? gate : { ...gate, todo: WHAT_TO_DO[gate.reason] };
}
