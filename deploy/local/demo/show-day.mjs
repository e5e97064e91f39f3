import { directory } from './scenario.mjs';
import { table } from './table.mjs';
import { contracts } from './workspace.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/**
 * The day as a table: one row a conversation.
 * @param {{ sandboxUrl: string, outcomes: readonly Outcome[] }} day
 */
export function showDay({ sandboxUrl, outcomes }) {
  const headings = ['Network', 'Conversation', 'Mode', 'Trigger', 'Ticket', 'Comments', 'Status'];
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

/** @param {any} view */
function heldBy(view) {
  const gate = (view?.gates ?? []).find((/** @type {any} */ candidate) => !candidate.open);
  if (gate === undefined) return 'nothing known yet';
  return `${gate.gate}: ${gate.reason}${gate.todo === undefined ? '' : ` (${gate.todo})`}`;
}

/** @param {string} accountId */
function networkOf(accountId) {
  const account = directory.find(({ data }) => 'network' in data && data.id === accountId);
  return account !== undefined && 'network' in account.data
    ? contracts.networkLabel(account.data.network)
    : 'unknown';
}
