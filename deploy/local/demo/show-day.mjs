import { directory } from './scenario.mjs';
import { table } from './table.mjs';
import { contracts } from './workspace.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/**
 * The day as a table: one row a conversation.
 * @param {{ sandboxUrl: string, outcomes: readonly Outcome[] }} day
 */
export function showDay({ sandboxUrl, outcomes }) {
  const headings = [
    'Network',
    'Conversation',
    'Mode',
    'Trigger',
    'Ticket, or the gate that holds it',
    'Comments',
    'Status',
  ];
  return `\n${table(
    headings,
    outcomes.map((outcome) => row(outcome, sandboxUrl)),
  )}\n`;
}

/**
 * @param {Outcome} outcome
 * @param {string} sandboxUrl
 */
function row({ conversation, ticket, view, differences }, sandboxUrl) {
  const begin = [
    networkOf(conversation.accountId),
    `${differences.length === 0 ? '✓' : '✗'} ${conversation.title}`,
  ];
  if (ticket === undefined) return [...begin, '', '', heldBy(view), '', 'held'];
  const expected = 'ticket' in conversation.expect ? conversation.expect.ticket : undefined;
  const link = view?.tickets?.[0]?.url ?? `${sandboxUrl}/agent/tickets/${ticket.id}`;
  return [
    ...begin,
    view?.mode ?? '',
    expected?.trigger ?? '',
    `#${ticket.id} ${link}`,
    String(ticket.comments.length),
    ticket.status,
  ];
}

/**
 * The first shut gate, with its reason for each mode that has one of its own.
 * @param {any} view
 */
function heldBy(view) {
  /** @type {{ gate: string, mode?: string, reason?: string, open: boolean }[]} */
  const shut = (view?.gates ?? []).filter((/** @type {any} */ gate) => !gate.open);
  const [first] = shut;
  if (first === undefined) return 'nothing known yet';
  const reasons = shut
    .filter(({ gate }) => gate === first.gate)
    .map(({ mode, reason }) => `${mode === undefined ? '' : `${mode} `}${reason}`);
  return `held by ${first.gate}: ${reasons.join(', ')}`;
}

/** @param {string} accountId */
function networkOf(accountId) {
  const account = directory.find(({ data }) => 'network' in data && data.id === accountId);
  return account !== undefined && 'network' in account.data
    ? contracts.networkLabel(account.data.network)
    : 'unknown';
}
