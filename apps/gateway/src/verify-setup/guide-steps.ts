import { comparePositions } from '@parley/contracts';
import type { GateView, VerificationStep } from '@parley/contracts';
import type { Unapplied } from '@parley/zendesk';
import { explainGates } from '../explain-conversation/explain-gates';
import type { KnownConversation } from '../explain-conversation/conversation-store';
import type { TicketHistory } from './compare-history';
import type { HistoryFacts } from './verification-store';

/** Gates that open by what happens in the conversation; the others need somebody who changes something. */
const COMES_BY_ITSELF = new Set(['not-associated', 'no-human-reply', 'not-routed', 'email-missing']);
const ERROR_DESK = 'Look at the conversation in the error desk.';

/** What the four steps are told from. */
export interface SetupFacts {
  readonly known: KnownConversation | undefined;
  readonly firstMessageAt: string | undefined;
  readonly history: HistoryFacts | undefined;
  readonly zendesk: TicketHistory | Unapplied | undefined;
}

/** The four steps of the guide, in its order (A7). A step whose predecessor is not done yet waits for it. */
export function guideSteps(facts: SetupFacts): readonly VerificationStep[] {
  const steps: VerificationStep[] = [];
  for (const step of [arrived, triggered, ticketCreated, historyComplete]) {
    const before = steps.at(-1);
    const own = step(facts);
    const waits = before !== undefined && before.state !== 'ok' && own.state !== 'ok';
    steps.push(waits ? { step: own.step, state: 'waiting', reason: 'earlier-step' } : own);
  }
  return steps;
}

function arrived({ known, firstMessageAt }: SetupFacts): VerificationStep {
  const step = 'message-arrived';
  if (firstMessageAt !== undefined) return { step, state: 'ok', since: firstMessageAt };
  return {
    step,
    state: 'waiting',
    reason: known === undefined ? 'no-conversation' : 'no-message',
    missing:
      known === undefined
        ? 'No event of a conversation on a linked account has arrived.'
        : 'No message of the contact has arrived.',
    todo: 'Write a message to the account from a phone. Where nothing comes, look at the publisher and at the linked accounts.',
  };
}

function triggered({ known }: SetupFacts): VerificationStep {
  const step = 'reply-or-team';
  if (known?.target !== undefined)
    return { step, state: 'ok', since: known.target.firedAt, mode: known.target.mode };
  const shut = known === undefined ? [] : explainGates(known).filter(({ open }) => !open);
  // What is nearest to open: with both modes on, only one of the two has to.
  const gate = shut.find(({ gate: name }) => name !== 'trigger') ?? shut[0];
  return { step, ...stopped(gate), ...(gate?.mode === undefined ? {} : { mode: gate.mode }) };
}

function stopped(gate: GateView | undefined): Omit<VerificationStep, 'step'> {
  if (gate?.reason === undefined)
    return { state: 'waiting', reason: 'not-decided', missing: 'Nothing has been decided yet.' };
  const all = shutWords(gate);
  return {
    state: COMES_BY_ITSELF.has(gate.reason) ? 'waiting' : 'failed',
    reason: gate.reason,
    since: gate.since,
    missing: all,
    ...(gate.todo === undefined ? {} : { todo: gate.todo }),
  };
}

function shutWords({ gate, mode }: GateView): string {
  return `The gate ${gate}${mode === undefined ? '' : ` of Mode ${mode}`} is shut.`;
}

function ticketCreated({ known, history }: SetupFacts): VerificationStep {
  const step = 'ticket-created';
  if (history !== undefined) return { step, state: 'ok' };
  return { step, ...obstacleOf(known) };
}

/** What stops the ticket, where something does. */
function obstacleOf(known: KnownConversation | undefined): Omit<VerificationStep, 'step'> {
  const obstacle = known?.ticketObstacle ?? known?.customerObstacle;
  if (known === undefined || obstacle === undefined)
    return { state: 'waiting', reason: 'under-way', missing: 'The ticket is being written.' };
  const gate = explainGates(known).find(({ open }) => !open);
  return {
    state: 'failed',
    reason: obstacle.reason,
    since: obstacle.since,
    missing: gate === undefined ? 'Something stops the ticket.' : shutWords(gate),
    todo: gate?.todo ?? ERROR_DESK,
  };
}

function historyComplete(facts: SetupFacts): VerificationStep {
  const step = 'history-complete';
  const { history, zendesk, known } = facts;
  if (history === undefined || zendesk === undefined)
    return { step, state: 'waiting', reason: 'under-way', missing: 'There is no ticket to compare with.' };
  if (!('comparison' in zendesk)) return { step, ...withoutAnswer(zendesk) };
  if (comparePositions(history.reached, history.wanted) < 0) return { step, ...obstacleOf(known) };
  if (zendesk.hasLastChange) return { step, state: 'ok', since: zendesk.comparison.comparedAt };
  return {
    step,
    state: 'failed',
    reason: 'history-differs',
    missing: 'The last change that Parley made of the ticket is not in it.',
    todo: `Compare the ticket with the timeline of the conversation. ${ERROR_DESK}`,
  };
}

function withoutAnswer(outcome: Unapplied): Omit<VerificationStep, 'step'> {
  switch (outcome.kind) {
    case 'refused':
      return outcome.code === 'not-found'
        ? {
            state: 'failed',
            reason: 'ticket-deleted',
            missing: 'Zendesk has no such ticket any more.',
            todo: 'Begin with a new conversation, or restore the ticket in Zendesk.',
          }
        : {
            state: 'failed',
            reason: 'ticket-unreadable',
            missing: `Zendesk answered ${outcome.status} when the ticket was read.`,
            todo: 'Look at the rights of the connected user in Zendesk.',
          };
    case 'unauthorised':
      return {
        state: 'failed',
        reason: 'organization-not-authorised',
        missing: 'Zendesk does not accept the authorisation.',
        todo: 'Re-authorize the organization.',
      };
    case 'rate-limited':
    case 'not-sent':
    case 'conflict':
    case 'unknown':
      return {
        state: 'waiting',
        reason: 'zendesk-unavailable',
        missing: 'Zendesk could not be asked for the ticket; it will be asked again.',
      };
  }
}
