import { EMAIL_KEY, type Target } from './world';

/** What the reference reads of the configuration at one moment. */
export interface ReferenceSettings {
  readonly known: boolean;
  readonly linked: boolean;
  readonly enabled: boolean;
  readonly x: boolean;
  readonly contract: boolean;
  readonly active: boolean;
  readonly modeA: boolean;
  readonly modeB: boolean;
  readonly teamId: string;
  readonly continues: boolean;
  readonly createWithoutEmail: boolean;
  /** T11: closed conversations are wanted from here on. */
  readonly includeClosedSince: number | undefined;
}

/** One thing that happened, in the order of the log; its number is its offset and its time. */
export type Happening =
  | { readonly kind: 'settings'; readonly settings: ReferenceSettings }
  | { readonly kind: 'associated'; readonly userId: number }
  | { readonly kind: 'disassociated' }
  | { readonly kind: 'contact-email'; readonly value: string | null }
  | ConversationHappening;

/** One thing that happened in one conversation. */
export interface ConversationHappening {
  readonly kind:
    'message' | 'reply' | 'bot-reply' | 'delivery' | 'note' | 'routed' | 'closed' | 'reopened' | 'email';
  readonly conversation: string;
  readonly id?: string;
  readonly delivery?: 'pending' | 'sent' | 'failed';
  readonly teamId?: string | null;
  readonly value?: string | null;
}

type Told = Happening & { readonly at: number };

/**
 * The tickets of one conversation, worked out slowly and plainly from behaviour.md: at each happening it reads the whole
 * history again, with every message in it, and keeps nothing but the tickets made so far.
 */
export function referenceTargets(history: readonly Told[], conversation: string): readonly Target[] {
  const tickets: MutableTicket[] = [];
  for (let length = 1; length <= history.length; length += 1)
    step(history.slice(0, length), conversation, tickets);
  return tickets
    .filter((ticket) => ticket.sentThrough !== undefined)
    .map(({ mode, requester, sentRequester, firedAt, sentFrozen, sentThrough }) => ({
      mode,
      requester: sentRequester ?? requester,
      firedAt,
      through: sentThrough ?? -1,
      frozen: sentFrozen,
    }));
}

interface MutableTicket {
  mode: 'A' | 'B';
  requester: string;
  firedAt: number;
  through: number;
  frozen: boolean;
  sentThrough?: number;
  sentRequester?: string;
  sentFrozen: boolean;
}

const SHOWN = ['message', 'reply', 'bot-reply', 'delivery', 'note', 'closed', 'reopened'];

function step(history: readonly Told[], conversation: string, tickets: MutableTicket[]): void {
  const now = history.at(-1);
  const mine = history.filter((one) => 'conversation' in one && one.conversation === conversation);
  const settings = settingsAt(history);
  if (now === undefined || mine.length === 0 || settings === undefined || !settings.linked) return;
  const isMine = mine.at(-1) === now;
  const current = tickets.at(-1);
  const shown = Math.max(
    ...mine.filter((one) => SHOWN.includes(one.kind)).map((one) => one.at),
    mine[0]?.at ?? 0,
  );
  if (current === undefined) fire(history, mine, settings, now, shown, tickets);
  else if (shown > current.through && !current.frozen) {
    if (current.mode === 'A' || settings.continues) current.through = shown;
    else current.frozen = true;
  }
  const last = tickets.at(-1);
  if (
    last?.frozen === true &&
    isMine &&
    now.kind === 'message' &&
    now.at > last.through &&
    current !== undefined
  ) {
    const toldBefore = mine.some(
      (one) => one !== now && one.kind === 'message' && 'id' in one && one.id === idOf(now),
    );
    if (!toldBefore && settings.modeB && teamOf(mine) === settings.teamId) {
      if (last.sentThrough === undefined) Object.assign(last, { firedAt: now.at, through: now.at });
      else {
        const frozen = !settings.continues;
        tickets.push({
          mode: 'B',
          requester: last.requester,
          firedAt: now.at,
          through: now.at,
          frozen,
          sentFrozen: false,
        });
      }
    }
  }
  const user = userOf(history);
  if (last?.mode === 'A' && user !== undefined && !isClosed(mine)) last.requester = `user:${user}`;
  const open = settings.known && settings.enabled && settings.active && (!settings.x || settings.contract);
  if (open) {
    for (const ticket of tickets) {
      ticket.sentThrough = ticket.through;
      ticket.sentRequester = ticket.requester;
      ticket.sentFrozen = ticket.frozen;
    }
  }
}

function fire(
  history: readonly Told[],
  mine: readonly Told[],
  settings: ReferenceSettings,
  now: Told,
  shown: number,
  tickets: MutableTicket[],
): void {
  if (!settings.known || openedAt(history) === undefined) return;
  const wanted = [modeA(history, mine, settings), modeB(history, mine, settings)]
    .flatMap((one) => (one === undefined ? [] : [one]))
    .filter(
      (one) =>
        (one.completed === now.at && now.kind !== 'settings') || !closedTooEarly(history, mine, one.mode),
    )
    .sort((left, right) => left.completed - right.completed);
  const first = wanted[0];
  if (first === undefined) return;
  const firedAt = now.kind === 'settings' ? Math.max(shown, first.completed) : now.at;
  const frozen = first.mode === 'B' && !settings.continues;
  tickets.push({
    mode: first.mode,
    requester: first.requester,
    firedAt,
    through: firedAt,
    frozen,
    sentFrozen: false,
  });
}

function modeA(history: readonly Told[], mine: readonly Told[], settings: ReferenceSettings) {
  const user = userOf(history);
  const reply = mine
    .filter((one) => one.kind === 'reply')
    .map((one) => sentSince(mine, idOf(one)))
    .filter((at) => at !== undefined)
    .sort((left, right) => left - right)[0];
  if (!settings.modeA || user === undefined || reply === undefined) return undefined;
  const associated = history.findLast((one) => one.kind === 'associated')?.at ?? 0;
  return { mode: 'A' as const, requester: `user:${user}`, completed: Math.max(associated, reply) };
}

function modeB(history: readonly Told[], mine: readonly Told[], settings: ReferenceSettings) {
  const routed = mine.findLast((one) => one.kind === 'routed')?.at;
  if (!settings.modeB || routed === undefined || teamOf(mine) !== settings.teamId) return undefined;
  const field = fieldOf(mine, 'email') ?? fieldOf(history, 'contact-email');
  const user = userOf(history);
  const associated = history.findLast((one) => one.kind === 'associated')?.at ?? 0;
  if (field?.value.includes('@') === true) {
    return {
      mode: 'B' as const,
      requester: `email:${field.value}`,
      completed: Math.max(routed, field.since),
    };
  }
  if (user !== undefined) {
    return { mode: 'B' as const, requester: `user:${user}`, completed: Math.max(routed, associated) };
  }
  if (!settings.createWithoutEmail) return undefined;
  return { mode: 'B' as const, requester: 'nameless:contact-7', completed: routed };
}

/** Since when a reply is reported as sent, if it is now. */
function sentSince(mine: readonly Told[], id: string | undefined): number | undefined {
  let since: number | undefined;
  let known = false;
  for (const one of mine) {
    if (idOf(one) !== id || !('delivery' in one)) continue;
    if (one.kind === 'reply') known = true;
    if (!known || (one.kind !== 'reply' && one.kind !== 'delivery')) continue;
    since = one.delivery === 'sent' ? (since ?? one.at) : undefined;
  }
  return since;
}

/** The value a field holds now, and since when it holds that one. */
function fieldOf(history: readonly Told[], kind: 'email' | 'contact-email') {
  let field: { value: string; since: number } | undefined;
  for (const one of history) {
    if (one.kind !== kind) continue;
    const { value } = one;
    if (value === null || value === undefined) field = undefined;
    else if (field?.value !== value) field = { value, since: one.at };
  }
  return field;
}

function settingsAt(history: readonly Told[]): ReferenceSettings | undefined {
  return history.findLast((one) => one.kind === 'settings')?.settings;
}

/** The first moment at which the account was linked, on and, on X, under contract; each of the two may be older. */
function openedAt(history: readonly Told[]): number | undefined {
  const all = history.filter((one) => one.kind === 'settings');
  const sinceLinked = all.slice(all.findLastIndex((one) => !one.settings.linked) + 1);
  const enabled = sinceLinked.find((one) => one.settings.enabled)?.at;
  const contract = sinceLinked.find((one) => one.settings.contract)?.at;
  if (enabled === undefined || all.at(-1)?.settings.x !== true) return enabled;
  return contract === undefined ? undefined : Math.max(enabled, contract);
}

function modeOpenedAt(history: readonly Told[], mode: 'A' | 'B'): number {
  const all = history.filter((one) => one.kind === 'settings');
  const key = (one: ReferenceSettings): string =>
    mode === 'A' ? String(one.modeA) : `${one.modeB} ${one.teamId}`;
  return (
    all.findLast((one, index) => {
      const before = all[index - 1];
      return before === undefined || key(before.settings) !== key(one.settings);
    })?.at ?? 0
  );
}

function closedTooEarly(history: readonly Told[], mine: readonly Told[], mode: 'A' | 'B'): boolean {
  if (!isClosed(mine)) return false;
  const closed = mine.findLast((one) => one.kind === 'closed')?.at ?? 0;
  const wanted = settingsAt(history)?.includeClosedSince;
  if (wanted !== undefined && closed >= wanted) return false;
  return closed < Math.max(openedAt(history) ?? 0, modeOpenedAt(history, mode));
}

function isClosed(mine: readonly Told[]): boolean {
  const last = mine.findLast((one) =>
    ['closed', 'reopened', 'message', 'reply', 'bot-reply'].includes(one.kind),
  );
  return last?.kind === 'closed';
}

function userOf(history: readonly Told[]): number | undefined {
  const last = history.findLast((one) => one.kind === 'associated' || one.kind === 'disassociated');
  return last?.kind === 'associated' ? last.userId : undefined;
}

function teamOf(mine: readonly Told[]): string | null | undefined {
  const last = mine.findLast((one) => one.kind === 'routed');
  return last?.kind === 'routed' ? last.teamId : undefined;
}

function idOf(one: Told | undefined): string | undefined {
  return one !== undefined && 'id' in one ? one.id : undefined;
}

/** Value of the e-mail field, as an event's fields carry it. */
export function emailField(value: string | null): Readonly<Record<string, string | null>> {
  return { [EMAIL_KEY]: value };
}
