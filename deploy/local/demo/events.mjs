/** @typedef {import('./script.mjs').DemoConversation} DemoConversation */
/** @typedef {{ specversion: '1.0', id: string, source: string, type: string, time: string, subject: string, partitionkey?: string, datacontenttype: string, data: any }} DemoEvent */

export const SOURCE = '/platforms/demo';

/**
 * Turns the scenario into events. Everything that a run makes carries the run's name in its id, so that the demo can be
 * played again on a stack that has seen it before.
 * @param {string} run
 * @param {Date} dayBegins
 */
export function storyOf(run, dayBegins) {
  let minute = 0;
  const time = () => new Date(dayBegins.getTime() + minute++ * 60_000).toISOString();
  const named = (/** @type {string} */ id) => `${id}-${run}`;
  return {
    conversationId: named,
    contactId: named,
    /**
     * @param {DemoConversation} conversation
     * @param {number} index of the step
     * @returns {DemoEvent}
     */
    event(conversation, index) {
      const step = conversation.steps[index];
      if (step?.kind !== 'event') throw new RangeError(`Step ${index} of ${conversation.id} is no event`);
      const at = time();
      const ofContact = step.type.startsWith('parley.contact.');
      const conversationId = named(conversation.id);
      const contact = { ...conversation.contact, ...step.data.contact, id: named(conversation.contact.id) };
      const place = ofContact ? {} : { conversationId, accountId: conversation.accountId };
      return {
        ...envelope(`${conversationId}-${index}`, step.type, at),
        subject: ofContact ? contact.id : conversationId,
        partitionkey: contact.id,
        data: { ...step.data, ...place, contact, ...dated(step.data, named, at) },
      };
    },
    /**
     * @param {{ type: string, data: Record<string, unknown> }} entry of the directory
     * @returns {DemoEvent}
     */
    directoryEvent({ type, data }) {
      const subject = String(data['id'] ?? data['key']);
      return { ...envelope(`directory-${subject}-${run}`, type, time()), subject, data };
    },
  };
}

/**
 * @param {string} id
 * @param {string} type
 * @param {string} time
 */
function envelope(id, type, time) {
  return {
    specversion: /** @type {const} */ ('1.0'),
    id,
    source: SOURCE,
    type,
    time,
    datacontenttype: 'application/json',
  };
}

/**
 * @param {Record<string, any>} data
 * @param {(id: string) => string} named
 * @param {string} sentAt
 */
function dated(data, named, sentAt) {
  const parts = ['message', 'note'].filter((key) => data[key] !== undefined);
  return Object.fromEntries(parts.map((key) => [key, { ...data[key], id: named(data[key].id), sentAt }]));
}
