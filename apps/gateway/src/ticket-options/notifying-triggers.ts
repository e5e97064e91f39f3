import type { Trigger } from '@parley/zendesk';

/** Tag of every ticket of Parley's (K4). */
const PARLEY_TAG = 'parley';
/** Whom an action has to write to, so that the requester gets an e-mail. */
const REQUESTERS = new Set(['requester_id', 'requester_and_ccs']);
/** The channel of what comes over the API: by number, and by name. */
const API_CHANNELS = new Set(['5', 'api', 'web_service']);

type Condition = NonNullable<NonNullable<NonNullable<Trigger['conditions']>['all']>[number]>;

/**
 * True when the trigger may send the requester an e-mail about a public comment that Parley writes (K4). Only conditions that surely
 * keep it from doing so count: those on status, group, tags and the like may hold for some tickets.
 */
export function mayNotifyRequester(trigger: Trigger): boolean {
  if (trigger.active === false) return false;
  const writes = trigger.actions.some(
    ({ field, value }) => field === 'notification_user' && REQUESTERS.has(String([value].flat()[0])),
  );
  if (!writes) return false;
  const { all, any } = trigger.conditions ?? {};
  if ((all ?? []).some(neverHolds)) return false;
  return (any ?? []).length === 0 || !(any ?? []).every(neverHolds);
}

/** Conditions that never hold for a public comment of an agent, written over the API, on a ticket with Parley's tag. */
function neverHolds({ field, operator, value }: Condition): boolean {
  const text = String(value);
  switch (field) {
    case 'comment_is_public':
      return operator === 'is' && text === 'false';
    case 'current_via_id':
      return operator === 'is_not' ? API_CHANNELS.has(text) : operator === 'is' && !API_CHANNELS.has(text);
    case 'role':
      return operator === 'is' && text === 'end_user';
    case 'current_tags':
      return operator === 'not_includes' && text.split(/\s+/).includes(PARLEY_TAG);
    default:
      return false;
  }
}
