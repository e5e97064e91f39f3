/** @typedef {import('./script.mjs').ExpectedTicket} ExpectedTicket */
/** @typedef {{ plain_body: string, public: boolean, attachments?: readonly { file_name: string }[] }} TrueComment */
/** @typedef {{ id: number, external_id: string | null, status: string, tags: readonly string[], requester_id: number, comments: readonly TrueComment[] }} TrueTicket */
/** @typedef {{ id: number, email: string | null }} TrueUser */

/**
 * How a ticket differs from what the scenario says; empty when it equals.
 * @param {ExpectedTicket} expected
 * @param {readonly TrueTicket[]} tickets all tickets of this conversation: there must be exactly one (K15)
 * @param {{ users: readonly TrueUser[], accountName: string }} context
 * @returns {string[]}
 */
export function ticketDifferences(expected, tickets, { users, accountName }) {
  const [ticket, ...more] = tickets;
  if (ticket === undefined) return ['there is no ticket'];
  const requester = users.find((user) => user.id === ticket.requester_id)?.email ?? 'nobody';
  return [
    ...(more.length === 0 ? [] : [`there are ${tickets.length} tickets instead of one`]),
    ...differs('status', expected.status, ticket.status),
    ...differs('requester', expected.requester, requester),
    ...differs('tags', sorted(['parley', ...expected.tags]), sorted(ticket.tags)),
    ...lineDifferences(expected.lines, ticket.comments),
    ...(hasSourceNote(ticket, accountName) ? [] : ['the internal note about the source is missing']),
  ];
}

/**
 * Whether anything of a conversation that a gate holds has left for Zendesk.
 * @param {readonly TrueTicket[]} tickets of this conversation
 * @param {unknown} email of its contact, when it has one
 * @param {readonly TrueUser[]} users
 * @returns {string[]}
 */
export function heldDifferences(tickets, email, users) {
  const made = users.some((user) => user.email !== null && user.email === email);
  return [
    ...(tickets.length === 0 ? [] : ['there is a ticket although a gate holds it']),
    ...(made ? [`a user ${email} was made`] : []),
  ];
}

/**
 * Every message once, in order, and shown to whom it should be.
 * @param {ExpectedTicket['lines']} lines
 * @param {TrueTicket['comments']} comments
 */
function lineDifferences(lines, comments) {
  const bodies = comments.map((comment) => ({ text: plain(comment.plain_body), public: comment.public }));
  const differences = [];
  let place = { comment: 0, offset: 0 };
  for (const line of lines) {
    const wanted = plain(line.text);
    const found = find(bodies, wanted, place);
    const times = bodies.reduce((sum, body) => sum + body.text.split(wanted).length - 1, 0);
    if (found === undefined)
      differences.push(`"${short(wanted)}" is ${times === 0 ? 'missing' : 'out of order'}`);
    else if (times > 1) differences.push(`"${short(wanted)}" is there ${times} times`);
    else if (bodies[found.comment]?.public !== line.public)
      differences.push(`"${short(wanted)}" should be ${line.public ? 'public' : 'internal'}`);
    else if (line.file !== undefined && !hasFile(comments[found.comment], line.file))
      differences.push(`"${short(wanted)}" lacks its file ${line.file}`);
    place = found ?? place;
  }
  return differences;
}

/**
 * @param {TrueComment | undefined} comment
 * @param {string} name
 */
function hasFile(comment, name) {
  return comment?.attachments?.some((file) => file.file_name === name) === true;
}

/**
 * @param {readonly { text: string }[]} bodies
 * @param {string} wanted
 * @param {{ comment: number, offset: number }} from
 */
function find(bodies, wanted, from) {
  for (let comment = from.comment; comment < bodies.length; comment += 1) {
    const offset = bodies[comment]?.text.indexOf(wanted, comment === from.comment ? from.offset : 0) ?? -1;
    if (offset >= 0) return { comment, offset: offset + wanted.length };
  }
  return undefined;
}

/**
 * K1: one internal comment names the account.
 * @param {TrueTicket} ticket
 * @param {string} accountName
 */
function hasSourceNote(ticket, accountName) {
  return ticket.comments.some(
    (comment) => !comment.public && plain(comment.plain_body).includes(plain(accountName)),
  );
}

/**
 * @param {string} what
 * @param {string} expected
 * @param {string} actual
 */
function differs(what, expected, actual) {
  return expected === actual ? [] : [`${what} is ${actual} instead of ${expected}`];
}

/** @param {readonly string[]} words */
function sorted(words) {
  return [...new Set(words)].sort().join(', ');
}

/** Zendesk's plain text keeps the words, not the spaces between them. @param {string} text */
function plain(text) {
  return text.replace(/[\s\u00a0\u200b\u2060]+/g, ' ').trim();
}

/** @param {string} text */
function short(text) {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
