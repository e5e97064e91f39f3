import { PARLEY_NAMESPACE, uuidV5 } from '@parley/contracts';
import type { AlertMessage, AlertNews } from '@parley/contracts';
import type { AlertEntry, AlertPicture } from './alert-store';
import type { AlertChange } from './fold-causes';

/** What is put down about a change; channels that are told the same are sent the same message under the same id. */
export function entryOf(
  change: AlertChange,
  { names, now }: Pick<AlertPicture, 'names' | 'now'>,
  publicUrl: string | undefined,
): AlertEntry {
  const organizationName = names.get(change.alert.organizationId) ?? change.alert.organizationId;
  return {
    change,
    messages: change.news.map(({ channel, news }) => ({
      id: uuidV5(PARLEY_NAMESPACE, JSON.stringify(['alert', change.alert.id, news, now.toISOString()])),
      channel,
      body: messageOf(change.alert, news, organizationName, now, publicUrl),
    })),
  };
}

function messageOf(
  { id, kind, reason, count, since, organizationId }: AlertChange['alert'],
  news: AlertNews,
  name: string,
  now: Date,
  publicUrl: string | undefined,
): AlertMessage {
  return {
    type: `alert.${news}`,
    timestamp: now.toISOString(),
    data: {
      alertId: id,
      kind,
      reason,
      since: since.toISOString(),
      count,
      organization: { id: organizationId, name },
      ...(news === 'resolved' ? { resolvedAt: now.toISOString() } : {}),
      ...(publicUrl === undefined ? {} : { link: `${publicUrl}/errors?alert=${id}` }),
    },
  };
}

/** The message for people to read. */
export function mailOf({ type, data }: AlertMessage): { readonly subject: string; readonly text: string } {
  const { kind, reason, count, since, organization, resolvedAt, link } = data;
  const what = `${WORDS[kind]}: ${reason}`;
  const prefix = { 'alert.opened': '', 'alert.reminder': 'Still: ', 'alert.resolved': 'Over: ' }[type];
  const lines = [
    `${prefix}${what}`,
    '',
    `Organization: ${organization.name} (${organization.id})`,
    ...(kind === 'authorization-lost' ? [] : [`Count: ${count}`]),
    `Since: ${since}`,
    ...(resolvedAt === undefined ? [] : [`Over since: ${resolvedAt}`]),
    ...(link === undefined ? [] : ['', link]),
  ];
  return { subject: `[Parley] ${organization.name}: ${prefix}${what}`, text: `${lines.join('\n')}\n` };
}

const WORDS = {
  parked: 'Tickets wait for a person',
  'breaker-open': 'Calls to Zendesk fail and are stopped',
  'authorization-lost': 'Zendesk has to be authorised again',
  behind: 'Tickets do not follow their conversations',
} as const;
