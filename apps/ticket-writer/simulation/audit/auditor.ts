import { userOf, type AskedTicket, type Conversation } from '../world/conversation';
import { REDACTED } from '../world/redact-comment';
import type { StorySetting } from '../world/story';
import type { WitnessedCall } from '../world/network';
import { BY_AGENTS, type SimTicket } from '../world/zendesk-records';
import type { World } from '../world/world';
import { letGoComplaints, letGoOf, remadeComplaints, type LetGo } from './error-desk';
import { calmDay, type CalmDay, type Expected } from './expectation';
import { foundIn, TOKEN, twiceIn, type Found } from './found';
import { toldStatusComplaints } from './told-status';

/** What a ticket says in place of a deleted text. */
const DELETED = '[message deleted]';

/** Compares what Zendesk has with what the log says, by the rules of behaviour alone. Gives every complaint. */
export function audit(world: World, setting: StorySetting, isAtRest: boolean): readonly string[] {
  const { organizations, platform, alerts, database } = world;
  const complaints = [
    ...alerts.map((alert) => `alert: ${alert}`),
    ...database.unknown.map((text) => `the simulation lacks: ${text}`),
    ...world.calls.flatMap((call) => complaintsOfCall(call)),
    ...world.heldUpByOthers.map(({ id }) => `X3: ${id} waits for the Zendesk of another organization`),
    ...world.lostInSilence.map(({ names }) => `A2: the token of ${names.id} is refused, and nobody was told`),
  ];
  const known = new Set<SimTicket>();
  for (const conversation of platform.conversations) {
    const complain = (texts: readonly string[]) =>
      complaints.push(...texts.map((text) => `${conversation.id}: ${text}`));
    const all = conversation.organization.zendesk.tickets;
    for (const asked of conversation.asked) {
      const tickets = all.filter(({ externalId }) => externalId.includes(asked.key));
      for (const ticket of tickets) known.add(ticket);
      complain(complaintsOf(conversation, asked, tickets, setting, letGoOf(world, asked), world));
      complain(parkedWithoutReason(asked, tickets, world));
    }
  }
  const strays = organizations.flatMap(({ zendesk }) => zendesk.tickets.filter((one) => !known.has(one)));
  if (strays.length > 0) complaints.push('G6: a ticket that nothing asked for');
  if (!isAtRest && complaints.length === 0) complaints.push('it never comes to rest');
  return complaints;
}

/** G2 to G7 before every call, and nothing past the target (T11). */
function complaintsOfCall(call: WitnessedCall): readonly string[] {
  const { conversation } = call;
  const complaints: string[] = [];
  if (!call.wasOpen) complaints.push(`G2-G7: ${call.request.method} begun while a gate was shut`);
  if (conversation === undefined) return [...complaints, 'a write for no conversation'];
  const through = call.through ?? -1;
  for (const token of call.request.body.match(TOKEN) ?? []) {
    const told = conversation.told.find((event) => event.token === token);
    if (told === undefined) complaints.push(`C7: ${token} of another conversation is sent`);
    else if (told.position.offset > through) complaints.push(`T6: ${token} is sent past the target`);
  }
  return complaints;
}

function complaintsOf(
  conversation: Conversation,
  asked: AskedTicket,
  all: readonly SimTicket[],
  setting: StorySetting,
  letGo: LetGo,
  { tables, mayRestore }: World,
): readonly string[] {
  const isParked = tables.lanes.get(asked.key)?.state === 'parked';
  const calm = calmDay(conversation, asked, setting);
  const deleted = all.findLastIndex(({ deletedAtMs }) => deletedAtMs !== null);
  const isDeleted = deleted >= 0;
  const remade = all.findIndex(
    ({ sourceId, externalId }, index) =>
      index > deleted && sourceId === null && !externalId.startsWith(BY_AGENTS),
  );
  const isRemade = isDeleted && remade >= 0;
  const first = isRemade ? remade : isDeleted ? all.length : 0;
  const [old, tickets] = [all.slice(0, first), all.slice(first)];
  const isTouched = tickets.some(({ byAgents }) => byAgents.closed) || letGo.notes.length > 0;
  const isMerged = all.some(({ mergedInto }) => mergedInto !== null);
  // What went away with a deleted ticket cannot be redacted any more; of what Postgres forgot nobody knows in which comment it is.
  // And the ticket that an agent merged a closed one into may be open.
  const mayStay = (token: string): boolean =>
    ((isDeleted || mayRestore) && calm.redacted.has(token)) || (isMerged && calm.unshown.has(token));
  const complaints = [
    ...twiceIn(old),
    ...twiceIn(tickets),
    ...duplicateTickets(all),
    ...all.flatMap((ticket) => requesterComplaints(conversation, ticket)),
    ...foundIn(all).flatMap((one) => visibilityComplaints(conversation, calm, one, isDeleted, mayStay)),
    ...noteComplaints(conversation, old, letGo, true),
    ...noteComplaints(conversation, tickets, letGo, isTouched || isDeleted),
    ...letGoComplaints(letGo, all),
    ...mergeComplaints(all),
  ];
  if (isRemade && !isParked) complaints.push(...remadeComplaints(conversation, asked, tickets, letGo));
  if (isDeleted) return complaints;
  if (!isTouched) complaints.push(...deletionComplaints(calm, tickets, setting.redactDeleted));
  complaints.push(...orderComplaints(calm.shown, foundIn(tickets), tickets, letGo, isTouched));
  const last = tickets.at(-1);
  if (last === undefined)
    return letGo.notes.length > 0 ? complaints : [...complaints, 'K1: there is no ticket'];
  if (!isTouched) complaints.push(...endComplaints(conversation, calm, last, tickets));
  // What was told before a restore is with Kafka, and the simulation keeps no log of it.
  if (!mayRestore) complaints.push(...toldStatusComplaints(asked.key, last, tables.told));
  return complaints;
}

function duplicateTickets(tickets: readonly SimTicket[]): readonly string[] {
  const ids = tickets.map(({ externalId }) => externalId);
  return ids.length === new Set(ids).size ? [] : ['K15: a ticket is there twice'];
}

/** K11: a merged ticket is followed to its target, whatever there is to tell. */
function mergeComplaints(tickets: readonly SimTicket[]): readonly string[] {
  const merged = tickets.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id);
  return tickets
    .filter(({ sourceId }) => sourceId !== null && merged.includes(sourceId))
    .map(({ id, sourceId }) => `K11: ${id} follows ${String(sourceId)}, which was merged`);
}

/** K13: each deletion is told. Where texts are redacted too, one that comes in time is told in place of its message, again. */
function deletionComplaints(
  { deletions }: CalmDay,
  tickets: readonly SimTicket[],
  isRedacting: boolean,
): readonly string[] {
  const texts = tickets.flatMap(({ comments }) => comments.map(({ html }) => html)).join(' ');
  const told = texts.split(DELETED).length - 1;
  if (told === deletions || (isRedacting && told > deletions)) return [];
  return [`K13: ${told} deletions are told, not ${deletions}`];
}

/** C7, T10: the requester is this conversation's, now or before it was associated anew. */
function requesterComplaints(conversation: Conversation, ticket: SimTicket): readonly string[] {
  const strangers = ticket.requesters.filter((user) => !conversation.users.includes(user));
  return strangers.map((user) => `C7: the requester of ${ticket.id} was ${user}`);
}

/** K3, K4: visibility and author of a comment fit what it shows. */
function visibilityComplaints(
  conversation: Conversation,
  { shown }: CalmDay,
  { token, comment }: Found,
  isRemade: boolean,
  mayStay: (token: string) => boolean,
): readonly string[] {
  const expected = shown.find((one) => one.token === token);
  if (expected === undefined) return mayStay(token) ? [] : [`K13: ${token} should not show`];
  const complaints: string[] = [];
  const together = shown.filter((one) => comment.html.includes(one.token));
  // A ticket that is made anew shows the latest text in place of the first.
  if (isRemade && together.some(({ isAmendment }) => isAmendment)) return [];
  if (expected.isPublic !== comment.isPublic)
    complaints.push(`K4: ${token} is ${comment.isPublic ? 'public' : 'internal'}`);
  // What another text said is not to be seen any more, and may have been anybody's.
  if (comment.html.includes(DELETED) || comment.html.includes(REDACTED)) return complaints;
  if (!authorsOf(conversation, together).includes(comment.authorId))
    complaints.push(`K3: ${token} is by ${comment.authorId}`);
  return complaints;
}

function authorsOf({ users, organization }: Conversation, together: readonly Expected[]): readonly number[] {
  if (together.every(({ author }) => author === 'requester')) return users;
  const { connectedUser, advisorAgent } = organization.names;
  return [together.length === 1 && together[0]?.author === 'agent' ? advisorAgent : connectedUser];
}

/** K1, K9: the note of the history once, and in each follow-up once the note that names the ticket before it; all internal. */
function noteComplaints(
  { organization }: Conversation,
  tickets: readonly SimTicket[],
  letGo: LetGo,
  mayLack: boolean,
): readonly string[] {
  const { accountName } = organization.names;
  const notes = tickets.map(({ comments }) =>
    comments.filter(
      ({ html }) =>
        (html.match(TOKEN) ?? []).length === 0 && !html.includes(DELETED) && !html.includes(REDACTED),
    ),
  );
  const complaints = notes.flat().flatMap(({ isPublic }) => (isPublic ? ['K1: a note is public'] : []));
  const ofHistory = notes.map((list) => list.filter(({ html }) => html.includes(accountName)).length);
  const histories = ofHistory.reduce((sum, count) => sum + count, 0);
  if (histories > 1) complaints.push('K15: the note of the history is there twice');
  if (histories === 0 && !mayLack) complaints.push('K1: the note of the history is missing');
  if (ofHistory[0] === 0 && histories > 0 && !mayLack)
    complaints.push('K1: its note is not in the first ticket');
  tickets.forEach(({ id, byAgents }, index) => {
    const earlier = tickets[index - 1];
    const others = (notes[index] ?? []).filter(
      ({ html }) => !html.includes(accountName) && !letGo.notes.some((note) => html.includes(note)),
    );
    // A follow-up that was merged before it could name the ticket ahead of it does so in the ticket that took its place.
    const nameable = earlier?.mergedInto === id ? tickets.slice(0, index) : [earlier];
    const naming = others.filter(({ html }) =>
      nameable.some((one) => one !== undefined && html.includes(String(one.id))),
    );
    if (naming.length > 1 || others.length > naming.length)
      complaints.push(`K15: ${others.length} notes in ${id}`);
    if (earlier !== undefined && naming.length === 0 && !byAgents.closed && !mayLack)
      complaints.push(`K9: ${id} does not name the ticket before it`);
  });
  return complaints;
}

/** Everything once, in log order, and never across a close. */
function orderComplaints(
  shown: readonly Expected[],
  found: readonly Found[],
  tickets: readonly SimTicket[],
  letGo: LetGo,
  isTouched: boolean,
): readonly string[] {
  const places = new Map(found.map((one, place) => [one.token, { ...one, place }]));
  const complaints: string[] = [];
  let before: { readonly expected: Expected; readonly at: Found & { readonly place: number } } | undefined;
  for (const expected of shown) {
    const at = places.get(expected.token);
    if (at === undefined) {
      const mayLack = letGo.tokens.has(expected.token) || (expected.isAmendment && isTouched);
      if (!mayLack) complaints.push(`K1: ${expected.token} is missing`);
      continue;
    }
    if (before !== undefined) {
      if (at.place < before.at.place)
        complaints.push(`K3: ${expected.token} stands before ${before.expected.token}`);
      const isNew = expected.ticket !== before.expected.ticket;
      const isCut = letGo.notes.length > 0;
      if (isNew && at.ticket === before.at.ticket && !isCut)
        complaints.push(`K9: ${expected.token} stands across a close`);
      const explains = tickets[before.at.ticket]?.byAgents.closed === true;
      if (!isNew && at.ticket !== before.at.ticket && !explains && !isCut)
        complaints.push(`K9: ${expected.token} opens a follow-up of an open ticket`);
    }
    before = { expected, at };
  }
  return complaints;
}

/** K7, K8, K10, T10: tags, status and requester at the end. */
function endComplaints(
  conversation: Conversation,
  calm: ReturnType<typeof calmDay>,
  last: SimTicket,
  tickets: readonly SimTicket[],
): readonly string[] {
  const complaints: string[] = [];
  const isStatusOurs = !last.byAgents.touchedStatus || calm.status === 'closed';
  const status = last.status === 'closed' || last.status === 'solved' ? last.status : 'open';
  if (isStatusOurs && status !== calm.status)
    complaints.push(`K8: ${last.id} is ${last.status}, not ${calm.status}`);
  const byAgents = tickets.flatMap((ticket) => ticket.byAgents.tags);
  const wanted = [...new Set(['parley', ...calm.tags, ...byAgents])].sort().join();
  const tags = [...last.tags].sort().join();
  if (tags !== wanted) complaints.push(`K7: ${last.id} has the tags ${tags}, not ${wanted}`);
  if (calm.status !== 'closed' && last.requesterId !== userOf(conversation))
    complaints.push(`T10: the requester of ${last.id} is ${last.requesterId}`);
  return complaints;
}

/** Nothing waits at a person's desk that no person caused (K11). */
function parkedWithoutReason(
  asked: AskedTicket,
  tickets: readonly SimTicket[],
  world: World,
): readonly string[] {
  const lane = world.tables.lanes.get(asked.key);
  if (lane?.state !== 'parked') return [];
  // A ticket that went away between two calls shows as a refusal of the follow-up; both are the person's doing.
  if (tickets.some(({ deletedAtMs }) => deletedAtMs !== null)) return [];
  return [`parked: ${String(lane.reason)}`];
}
