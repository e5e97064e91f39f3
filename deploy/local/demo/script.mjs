/**
 * The words the demo's scenario is written in. A conversation is a list of steps; each step is an event to publish or an
 * association to make, and what Zendesk must show in the end is derived from the same steps.
 */

/** @typedef {Readonly<Record<string, unknown>>} Fields */
/** @typedef {{ id: string, text: string, url: string, attachments?: readonly { id: string, fileName: string, contentType: string, contentBase64: string }[] }} ScriptMessage */
/** @typedef {{ message?: ScriptMessage, delivery?: string, contact?: Fields } & Fields} StepData */
/** @typedef {{ kind: 'event', type: string, data: StepData }} EventStep */
/** @typedef {{ kind: 'associate', customer: string }} AssociateStep */
/** @typedef {{ text: string, public: boolean, file?: string }} Line one message as its ticket must show it, with the file that hangs on its comment */
/** @typedef {{ mode: 'A' | 'B', trigger: string, requester: string, status: string, tags: readonly string[], lines: readonly Line[] }} ExpectedTicket */
/** @typedef {{ held: string } | { ticket: ExpectedTicket }} Expectation */
/** @typedef {{ id: string, name?: string, handle?: string, fields?: Fields }} ScriptContact */
/**
 * @typedef {object} Cast
 * @property {string} id
 * @property {string} accountId
 * @property {ScriptContact} contact
 * @property {'http' | 'kafka'} [door]
 * @property {readonly (EventStep | AssociateStep)[]} steps
 */
/**
 * @typedef {object} DemoConversation
 * @property {string} id
 * @property {string} title what the table calls it
 * @property {string} accountId
 * @property {ScriptContact} contact
 * @property {'http' | 'kafka'} door
 * @property {readonly (EventStep | AssociateStep)[]} steps in publishing order
 * @property {Expectation} expect
 */

/** @type {(type: string, data: StepData) => EventStep} */
const event = (type, data) => ({ kind: 'event', type: `parley.${type}.v1`, data });

let messageCount = 0;
/** @type {(text: string) => ScriptMessage} */
const message = (text) => {
  messageCount += 1;
  const id = `m-${String(messageCount).padStart(4, '0')}`;
  return { id, text, url: `https://platform.example/messages/${id}` };
};

/**
 * The contact writes. `contact` adds to what is known of the contact, for example `{ fields: { email } }`.
 * @type {(text: string, contact?: Fields) => EventStep}
 */
export const says = (text, contact = {}) => event('message.received', { contact, message: message(text) });
/** One yellow point. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/**
 * The contact sends a picture, inline: through HTTP only.
 * @type {(text: string, fileName: string) => EventStep}
 */
export const sendsPicture = (text, fileName) =>
  event('message.received', {
    contact: {},
    message: {
      ...message(text),
      attachments: [{ id: fileName, fileName, contentType: 'image/png', contentBase64: PICTURE }],
    },
  });
/**
 * An advisor answers; the platform says that it was sent, unless told otherwise.
 * @type {(text: string, delivery?: string, author?: Fields) => EventStep}
 */
export const replies = (text, delivery = 'sent', author = ADVISOR) =>
  event('message.sent', { message: message(text), author, delivery });
/**
 * A bot answers.
 * @type {(text: string) => EventStep}
 */
export const botSays = (text) =>
  event('message.sent', {
    message: message(text),
    author: { kind: 'bot', id: 'bot-1', name: 'Welcome bot' },
  });
/**
 * An internal note between advisors: never part of a ticket unless `syncNotes` says so.
 * @type {(text: string) => EventStep}
 */
export const notes = (text) => event('note.added', { note: { ...message(text) }, author: ADVISOR });
/**
 * The conversation is put before a team.
 * @type {(teamId: string) => EventStep}
 */
export const routedTo = (teamId) =>
  event('conversation.routed', { teamId, by: { kind: 'bot', id: 'bot-1', name: 'Welcome bot' } });
/**
 * The complete set of tags after a change.
 * @type {(...tags: string[]) => EventStep}
 */
export const tagged = (...tags) => event('conversation.tagged', { tags });
/**
 * Field values of the conversation itself.
 * @type {(fields: Fields) => EventStep}
 */
export const conversationFields = (fields) =>
  event('conversation.fields-changed', { conversationFields: fields });
/**
 * The contact's record changed; it belongs to no conversation.
 * @type {(fields: Fields) => EventStep}
 */
export const contactFields = (fields) => event('contact.updated', { contact: { fields } });
/**
 * The conversation is closed in the platform.
 * @type {() => EventStep}
 */
export const closes = () => event('conversation.closed', { by: ADVISOR });
/**
 * An advisor links the contact with a Zendesk user (one of the scenario's customers).
 * @type {(customer: string) => AssociateStep}
 */
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

/**
 * The lines a ticket must show for these steps, in order: messages of people and bots, undelivered ones internally (K1, K3, K4).
 * @param {readonly (EventStep | AssociateStep)[]} steps
 * @returns {Line[]}
 */
function linesOf(steps) {
  return steps.flatMap((step) => {
    if (step.kind !== 'event' || !SHOWN_TYPES.has(step.type)) return [];
    const text = step.data.message?.text ?? '';
    const parts = text.length > WHOLE_TEXT ? [text.slice(0, 120), text.slice(-120)] : [text];
    const [file] = step.data.message?.attachments ?? [];
    const shown = { public: step.data.delivery !== 'failed', ...(file && { file: file.fileName }) };
    return parts.map((part) => ({ text: part, ...shown }));
  });
}

/**
 * A conversation that ends as a ticket.
 * @param {string} title
 * @param {Cast & { ticket: { mode: 'A' | 'B', trigger: string, requester: string, status?: string, tags?: readonly string[] } }} told
 * @returns {DemoConversation}
 */
export function becomesTicket(title, { ticket, ...told }) {
  const { status = 'new', tags = [] } = ticket;
  return {
    title,
    door: 'http',
    ...told,
    expect: { ticket: { ...ticket, status, tags, lines: linesOf(told.steps) } },
  };
}

/**
 * A conversation that a gate holds: nothing of it is in Zendesk, and `reason` is the code that says why.
 * @param {string} title
 * @param {Cast & { reason: string }} told
 * @returns {DemoConversation}
 */
export function isHeld(title, { reason, ...told }) {
  return { title, door: 'http', ...told, expect: { held: reason } };
}
