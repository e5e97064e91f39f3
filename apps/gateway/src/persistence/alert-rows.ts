import type { AlertChannel, AlertKind, AlertNews, AlertView } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import type { AlertEntry } from '../alerts/alert-store';
import { noteChanges } from './change-notes';
import type { OpenAlert } from '../alerts/fold-causes';

/** How long an alert that is over is kept. */
const KEPT = `interval '90 days'`;

interface OpenRow {
  readonly id: string;
  readonly kind: AlertKind;
  readonly organization_id: string;
  readonly reason: string;
  readonly count: number;
  readonly since: Date;
  readonly last_seen_at: Date;
  readonly told: Readonly<Partial<Record<AlertChannel, string>>> | null;
  readonly name: string | null;
}

/** Alerts that are not over, and the names of their organizations. */
export async function openAlerts(
  tx: Transaction,
): Promise<{ readonly alerts: readonly OpenAlert[]; readonly names: ReadonlyMap<string, string> }> {
  const rows = await tx.query<OpenRow>(
    `select a.id, a.kind, a.organization_id, a.reason, a.count, a.since, a.last_seen_at, o.name,
       (select json_object_agg(channel, at) from (
          select channel, max(created_at) as at from alert_message where alert_id = a.id group by channel) m) as told
     from alert a left join organization o on o.id::text = a.organization_id where a.resolved_at is null`,
  );
  return {
    alerts: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      organizationId: row.organization_id,
      reason: row.reason,
      count: row.count,
      since: row.since,
      lastSeenAt: row.last_seen_at,
      told: Object.fromEntries(
        Object.entries(row.told ?? {}).map(([channel, at]) => [channel, new Date(at)]),
      ),
    })),
    names: new Map(rows.flatMap(({ organization_id: id, name }) => (name === null ? [] : [[id, name]]))),
  };
}

/** Writes what became of alerts, with their messages. There are as many as there are causes, so one after the other will do. */
export async function putDown(tx: Transaction, entries: readonly AlertEntry[]): Promise<void> {
  for (const { change, messages } of entries) {
    const { id, kind, organizationId, reason, count, since } = change.alert;
    if (change.state === 'resolved') {
      await tx.query('update alert set resolved_at = now() where id = $1', [id]);
    } else {
      await tx.query(
        `insert into alert (id, kind, organization_id, reason, count, since, last_seen_at)
         values ($1, $2, $3, $4, $5, date_trunc('milliseconds', $6::timestamptz), now())
         on conflict (id) do update set count = excluded.count, last_seen_at = excluded.last_seen_at`,
        [id, kind, organizationId, reason, count, since],
      );
    }
    for (const message of messages) {
      const { news } = change.news.find(({ channel }) => channel === message.channel) ?? {};
      await tx.query(
        `insert into alert_message (id, channel, alert_id, news, body, created_at, due_at) values ($1, $2, $3, $4, $5, now(), now())`,
        [message.id, message.channel, id, news, JSON.stringify(message.body)],
      );
    }
  }
  await noteChanges(
    tx,
    entries
      .filter(({ change, messages }) => change.state !== 'seen' || messages.length > 0)
      .map(({ change: { alert } }) => ({
        kind: 'alert',
        id: alert.id,
        organizationId: alert.organizationId,
      })),
  );
  await tx.query(`delete from alert where resolved_at < now() - ${KEPT}`);
}

/** An alert with what was said about it, as one row. */
export interface AlertRow {
  readonly id: string;
  readonly kind: AlertKind;
  readonly organization_id: string;
  readonly reason: string;
  readonly count: number;
  readonly since: Date;
  readonly last_seen_at: Date;
  readonly resolved_at: Date | null;
  readonly messages: readonly MessageRow[] | null;
}

interface MessageRow {
  readonly id: string;
  readonly channel: AlertChannel;
  readonly news: AlertNews;
  readonly sent_at: string | null;
  readonly attempts: number;
  readonly fault: string | null;
}

/** An alert as people see it. */
export function alertView(row: AlertRow): AlertView {
  return {
    id: row.id,
    kind: row.kind,
    reason: row.reason,
    organizationId: row.organization_id,
    state: row.resolved_at === null ? 'open' : 'resolved',
    since: row.since.toISOString(),
    count: row.count,
    lastSeenAt: row.last_seen_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    messages: (row.messages ?? []).map(({ sent_at: sentAt, ...message }) => ({
      ...message,
      sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    })),
  };
}
