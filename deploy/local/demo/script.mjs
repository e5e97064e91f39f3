/**
 * The words the demo's scenario is written in. A conversation is a list of steps; each step is an event to publish or an
 * association to make, and what Zendesk must show in the end is derived from the same steps.
 */

/** @typedef {{ kind: 'event', type: string, data: Record<string, unknown> }} EventStep */
/** @typedef {{ kind: 'associate', customer: string }} AssociateStep */
/** @typedef {{ text: string, public: boolean }} Line one message as its ticket must show it */
/** @typedef {{ mode: 'A' | 'B', trigger: string, requester: string, status: string, tags: readonly string[], lines: readonly Line[] }} ExpectedTicket */
/** @typedef {{ held: string } | { ticket: ExpectedTicket }} Expectation */
/**
 * @typedef {object} DemoConversation
 * @property {string} id
 * @property {string} title what the table calls it
 * @property {string} accountId
 * @property {{ id: string, name?: string, handle?: string }} contact
 * @property {'http' | 'kafka'} door
 * @property {readonly (EventStep | AssociateStep)[]} steps in publishing order
 * @property {Expectation} expect
 */

/** @returns {EventStep} */
const event = (type, data) => ({ kind: 'event', type: `parley.${type}.v1`, data });

let messageCount = 0;
const message = (text, extra = {}) => {
  messageCount += 1;
  const id = `m-${String(messageCount).padStart(4, '0')}`;
  return { id, text, url: `https://platform.example/messages/${id}`, ...extra };
};

/** The contact writes. `contact` adds to what is known of the contact, for example `{ fields: { email } }`. */
export const says = (text, contact = {}) => event('message.received', { contact, message: message(text) });
/** An advisor answers; the platform says that it was sent, unless told otherwise. */
export const replies = (text, delivery = 'sent', author = ADVISOR) =>
  event('message.sent', { message: message(text), author, delivery });
/** A bot answers. */
export const botSays = (text) =>
  event('message.sent', {
    message: message(text),
    author: { kind: 'bot', id: 'bot-1', name: 'Welcome bot' },
  });
/** An internal note between advisors: never part of a ticket unless `syncNotes` says so. */
export const notes = (text) => event('note.added', { note: { ...message(text) }, author: ADVISOR });
/** The conversation is put before a team. */
export const routedTo = (teamId) =>
  event('conversation.routed', { teamId, by: { kind: 'bot', id: 'bot-1', name: 'Welcome bot' } });
/** The complete set of tags after a change. */
export const tagged = (...tags) => event('conversation.tagged', { tags });
/** Field values of the conversation itself. */
export const conversationFields = (fields) =>
  event('conversation.fields-changed', { conversationFields: fields });
/** The contact's record changed; it belongs to no conversation. */
export const contactFields = (fields) => event('contact.updated', { contact: { fields } });
/** The conversation is closed in the platform. */
export const closes = () => event('conversation.closed', { by: ADVISOR });
/** An advisor links the contact with a Zendesk user (one of the scenario's customers). @returns {AssociateStep} */
export const associates = (customer) => ({ kind: 'associate', customer });

export const ADVISOR = {
  kind: 'advisor',
  id: 'advisor-grace',
  name: 'Grace Hopper',
  email: 'grace@parley.example',
};

const SHOWN_TYPES = new Set(['parley.message.received.v1', 'parley.message.sent.v1']);
/** Longer texts are split over comments: their beginning and their end are looked for instead of the whole. */
const WHOLE_TEXT = 2_000;

/** The lines a ticket must show for these steps, in order: messages of people and bots, undelivered ones internally (K1, K3, K4). */
function linesOf(steps) {
  return steps
    .filter((step) => step.kind === 'event' && SHOWN_TYPES.has(step.type))
    .flatMap(({ data }) => {
      const text = data.message.text;
      const visible = data.delivery !== 'failed';
      const parts = text.length > WHOLE_TEXT ? [text.slice(0, 120), text.slice(-120)] : [text];
      return parts.map((part) => ({ text: part, public: visible }));
    });
}

/**
 * A conversation that ends as a ticket.
 * @returns {DemoConversation}
 */
export function becomesTicket(
  title,
  { id, accountId, contact, door = 'http', steps, ticket, earlierSteps = [] },
) {
  const { mode, trigger, requester, status = 'new', tags = [] } = ticket;
  const lines = linesOf([...earlierSteps, ...steps]);
  return {
    id,
    title,
    accountId,
    contact,
    door,
    steps,
    expect: { ticket: { mode, trigger, requester, status, tags, lines } },
  };
}

/**
 * A conversation that a gate holds: nothing of it is in Zendesk, and `reason` is the code that says why.
 * @returns {DemoConversation}
 */
export function isHeld(title, { id, accountId, contact, door = 'http', steps, reason }) {
  return { id, title, accountId, contact, door, steps, expect: { held: reason } };
}
