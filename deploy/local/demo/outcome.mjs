import { heldDifferences, ticketDifferences } from './compare.mjs';
import { conversation as readConversation } from './connect.mjs';
import { contracts } from './workspace.mjs';

/** @typedef {import('./script.mjs').DemoConversation} DemoConversation */
/** @typedef {{ conversation: DemoConversation, differences: readonly string[], ticket?: import('./compare.mjs').TrueTicket, view: any }} Outcome */

/**
 * Looks at one conversation from both sides: what Zendesk truly has, and what the gateway says about it.
 * @param {DemoConversation} conversation
 * @param {{ id: string, organizationId: string, accountName: string, truth: { tickets: any[], users: any[] }, admin: import('./http.mjs').Call }} sight
 * @returns {Promise<Outcome>}
 */
export async function outcomeOf(conversation, { id, organizationId, accountName, truth, admin }) {
  const key = `parley:${contracts.ticketKey(organizationId, id)}:`;
  const tickets = truth.tickets.filter((ticket) => ticket.external_id?.startsWith(key));
  const view = await readConversation(admin, id);
  if ('ticket' in conversation.expect) {
    const differences = ticketDifferences(conversation.expect.ticket, tickets, {
      users: truth.users,
      accountName,
    });
    return {
      conversation,
      differences: [...differences, ...shownTicket(view, tickets[0])],
      ticket: tickets[0],
      view,
    };
  }
  const differences = heldDifferences(tickets, conversation.contact.fields?.['email'], truth.users);
  return {
    conversation,
    differences: [...differences, ...shownReason(view, conversation.expect.held)],
    view,
  };
}

/**
 * @param {any} view
 * @param {{ id: number } | undefined} ticket
 */
function shownTicket(view, ticket) {
  if (
    ticket === undefined ||
    view?.tickets?.some((/** @type {any} */ shown) => shown.zendeskTicketId === ticket.id)
  )
    return [];
  return ['the gateway does not show its ticket yet'];
}

/**
 * @param {any} view
 * @param {string} reason
 */
function shownReason(view, reason) {
  const shut = (view?.gates ?? []).filter((/** @type {any} */ gate) => !gate.open);
  const reasons = shut.map((/** @type {any} */ gate) => gate.reason);
  return reasons.includes(reason)
    ? []
    : [`it should be held by ${reason}, the gateway says ${reasons.join(', ') || 'nothing yet'}`];
}
