import { isMessage, type AskedTicket, type Conversation } from '../world/conversation';
import type { SimTicket } from '../world/zendesk-records';
import type { World } from '../world/world';
import { foundIn, TOKEN } from './found';

/** What people in the error desk let go of one ticket (X3). */
export interface LetGo {
  /** Texts of the effects that were skipped. */
  readonly tokens: ReadonlySet<string>;
  /** Texts of all other effects. */
  readonly others: ReadonlySet<string>;
  /** Words of the notes that people gave. */
  readonly notes: readonly string[];
  /** Whether one of them would have made a ticket. */
  readonly wasCreate: boolean;
  /** Notes of orders that must have counted, and did not. */
  readonly missed: readonly string[];
}

/** Which effects of a ticket were let go, as its events tell, and which texts they had on the wire. */
export function letGoOf({ tables, calls, platform }: World, { key }: AskedTicket): LetGo {
  const ignored = tables.told.flatMap((event) =>
    event.type === 'parley.effect.changed.v1' &&
    event.data.ticketKey === key &&
    event.data.state === 'ignored'
      ? [event.data.effectId]
      : [],
  );
  const sent = (isIgnored: boolean) =>
    calls.flatMap(({ request: { body } }) =>
      ignored.some((effectId) => body.includes(effectId)) === isIgnored ? (body.match(TOKEN) ?? []) : [],
    );
  // What another try had on the wire, too, may have been brought by a sender that slept.
  const others = new Set(sent(false));
  const tokens = new Set(sent(true));
  const orders = platform.orders.filter(({ ticketKey, does }) => ticketKey === key && does === 'ignore');
  const given = ignored.flatMap((id) => orders.find(({ effectId }) => effectId === id) ?? []);
  const missed = orders.filter(
    ({ isFirst, reason, effectId }) =>
      isFirst && reason === 'rejected-by-zendesk' && !ignored.includes(effectId),
  );
  const wasCreate = calls.some(
    ({ request: { method, body } }) =>
      method === 'POST' && ignored.some((effectId) => body.includes(effectId)),
  );
  const notesOf = (some: typeof orders) => some.map(({ note }) => note);
  return { tokens, others, notes: notesOf(given), missed: notesOf(missed), wasCreate };
}

/** X3: what was let go is not there, and a note says so, once. */
export function letGoComplaints(
  { tokens, others, notes, missed, wasCreate }: LetGo,
  tickets: readonly SimTicket[],
): readonly string[] {
  const complaints = foundIn(tickets).flatMap(({ token }) =>
    tokens.has(token) && !others.has(token) ? [`X3: ${token} is there, and was let go`] : [],
  );
  complaints.push(...missed.map((note) => `X3: the order of ${note} was not carried out`));
  const comments = tickets.flatMap((ticket) => ticket.comments);
  // A closed ticket takes no note any more, nor does one that was not there yet.
  const mayLack =
    wasCreate ||
    tickets.length === 0 ||
    tickets.some(({ closedAfter, deletedAtMs }) => closedAfter !== null || deletedAtMs !== null);
  for (const note of notes) {
    const saying = comments.filter(({ html }) => html.includes(note));
    if (saying.length > 1) complaints.push(`X3: ${note} stands there ${saying.length} times`);
    if (saying.length === 0 && !mayLack) complaints.push(`X3: ${note} is missing`);
    if (saying.some(({ isPublic }) => isPublic)) complaints.push(`X3: ${note} is public`);
  }
  return complaints;
}

/** K11: a ticket made anew for one that was deleted has the whole conversation, each message as it reads now or then. */
export function remadeComplaints(
  { told }: Conversation,
  { through }: AskedTicket,
  tickets: readonly SimTicket[],
  letGo: LetGo,
): readonly string[] {
  const places = new Map(foundIn(tickets).map(({ token }, place) => [token, place]));
  const messages = told.filter(({ what, position }) => isMessage(what) && position.offset <= through.offset);
  const complaints: string[] = [];
  let before = -1;
  for (const message of messages) {
    const texts = [
      message.token,
      ...told.filter(({ edits }) => edits === message.token).map(({ token }) => token),
    ];
    const shown = texts.flatMap((token) => places.get(token) ?? []);
    const first = Math.min(...shown);
    // Deleted meanwhile, it may be there without its text.
    if (told.some(({ deletes }) => deletes === message.token)) continue;
    if (texts.some((token) => letGo.tokens.has(token))) continue;
    if (shown.length === 0) complaints.push(`K11: ${message.token} is missing in the new ticket`);
    else if (first < before) complaints.push(`K3: ${message.token} stands before what was told earlier`);
    else before = first;
  }
  return complaints;
}
