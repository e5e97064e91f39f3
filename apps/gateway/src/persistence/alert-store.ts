import type { AlertChannel, AlertMessage, AlertView } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { AlertEntry, AlertFilter, AlertPicture, AlertStore, DueMessage } from '../alerts/alert-store';
import { alertView, openAlerts, putDown } from './alert-rows';
import type { AlertRow } from './alert-rows';
import { standingCauses } from './standing-causes';

interface DueRow {
  readonly id: string;
  readonly channel: AlertChannel;
  readonly body: string;
  readonly attempts: number;
}

/** Alerts in the gateway's schema. */
export class PostgresAlerts implements AlertStore {
  constructor(private readonly database: Database) {}

  review(behindMs: number, decide: (picture: AlertPicture) => readonly AlertEntry[]): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [turn] = await tx.query<{ readonly mine: boolean; readonly now: Date }>(
        `select pg_try_advisory_xact_lock(hashtext('gateway.alerts')) as mine, now() as now`,
      );
      if (turn?.mine !== true) return false;
      const open = await openAlerts(tx);
      const standing = await standingCauses(tx, behindMs);
      const names = new Map([...open.names, ...standing.names]);
      await putDown(tx, decide({ open: open.alerts, standing: standing.causes, names, now: turn.now }));
      return true;
    });
  }

  async claim(
    channels: readonly AlertChannel[],
    leaseMs: number,
    limit: number,
  ): Promise<readonly DueMessage[]> {
    const rows = await this.database.query<DueRow>(
      `update alert_message m set attempts = m.attempts + 1, due_at = clock_timestamp() + $2 * interval '1 ms'
       from (
         select id, channel from alert_message p
         where due_at <= clock_timestamp() and channel = any($1::text[]) and not exists (
           select from alert_message e where e.alert_id = p.alert_id and e.channel = p.channel and e.due_at is not null
             and e.created_at < p.created_at)
         order by due_at limit $3 for update skip locked
       ) c
       where m.id = c.id and m.channel = c.channel returning m.id, m.channel, m.body, m.attempts`,
      [channels, leaseMs, limit],
    );
    return rows.map(({ id, channel, body, attempts }) => ({
      id,
      channel,
      body: JSON.parse(body) as AlertMessage,
      attempt: attempts,
    }));
  }

  async delivered({ id, channel }: Pick<DueMessage, 'id' | 'channel'>): Promise<void> {
    await this.database.query(
      `update alert_message set sent_at = clock_timestamp(), due_at = null, fault = null
       where id = $1 and channel = $2 and sent_at is null`,
      [id, channel],
    );
  }

  async failed(
    { id, channel, attempt }: DueMessage,
    fault: string,
    againMs: number | undefined,
  ): Promise<void> {
    await this.database.query(
      `update alert_message set fault = $4, due_at = clock_timestamp() + $5 * interval '1 ms'
       where id = $1 and channel = $2 and attempts = $3 and sent_at is null`,
      [id, channel, attempt, fault, againMs ?? null],
    );
  }

  async list(
    { organizationId, state }: AlertFilter,
    limit: number,
    after?: { readonly since: string; readonly id: string },
  ): Promise<readonly AlertView[]> {
    const rows = await this.database.query<AlertRow>(
      `select a.*, (
         select json_agg(json_build_object('id', m.id, 'channel', m.channel, 'news', m.news, 'sent_at', m.sent_at,
           'attempts', m.attempts, 'fault', m.fault) order by m.created_at, m.channel)
         from alert_message m where m.alert_id = a.id) as messages
       from alert a
       where ($2::text is null or a.organization_id = $2)
         and ($3::text is null or (a.resolved_at is null) = ($3 = 'open'))
         and ($4::timestamptz is null or (a.since, a.id) < ($4::timestamptz, $5::uuid))
       order by a.since desc, a.id desc limit $1`,
      [limit, organizationId ?? null, state ?? null, after?.since ?? null, after?.id ?? null],
    );
    return rows.map(alertView);
  }
}
