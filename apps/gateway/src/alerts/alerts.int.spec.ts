import { derivedEventId } from '@parley/contracts';
import type { AlertChannel, TicketEvent } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Webhook } from 'standardwebhooks';
import { AlertStage } from '../../test/alert-stage';
import { customer, held, lane, ORGANIZATION, requested, ticket } from '../../test/derived';
import { MailServer } from '../../test/mail-server';
import { WebhookReceiver } from '../../test/webhook-receiver';
import type { AlertSettings } from './alert-settings';
import { EmailSender } from './email-sender';
import { SendAlerts } from './send-alerts';
import { WatchAlerts } from './watch-alerts';
import { WebhookSender } from './webhook-sender';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
/** Everything counts at once: what takes time is the unit tests' matter. */
const AT_ONCE: AlertSettings = { behindMs: 0, resolvedAfterMs: 0, remindEveryMs: 0 };

let stage: AlertStage;
beforeAll(async () => {
  stage = await AlertStage.open();
});
afterAll(() => stage.close());
beforeEach(() => stage.begins());

const look = (settings: Partial<AlertSettings> = {}, channels: readonly AlertChannel[] = ['webhook']) =>
  new WatchAlerts(stage.alerts, { ...AT_ONCE, behindMs: 3_600_000, ...settings }, channels).look();
const standing = async () =>
  (await stage.alerts.list({ state: 'open' }, 10)).map(({ kind, reason, count }) => [kind, reason, count]);
const said = async () =>
  (await stage.alerts.list({}, 10)).flatMap(({ messages }) => messages.map(({ news }) => news));

/** The same, of another ticket. */
function another(event: TicketEvent): TicketEvent {
  const ticketKey = derivedEventId('another ticket');
  return { ...event, data: { ...event.data, ticketKey } } as TicketEvent;
}

describe('what alerts are about', () => {
  it('one alert for all tickets that park for one reason, and over when none does', async () => {
    await stage.happens(lane('parked', 1));
    await look();
    await stage.happens(another(lane('parked', 1)));
    await look();
    expect(await standing()).toEqual([['parked', 'ticket-deleted', 2]]);
    await stage.happens(lane('resumed', 2));
    await look();
    expect(await said()).toEqual(['opened']);
    await stage.happens(another(lane('resumed', 2)));
    await look();
    expect(await standing()).toEqual([]);
    expect(await said()).toEqual(['opened', 'resolved']);
    const [alert] = await stage.alerts.list({ organizationId: ORGANIZATION }, 10);
    expect(alert).toMatchObject({ state: 'resolved', kind: 'parked', reason: 'ticket-deleted' });
    expect(await stage.alerts.list({ organizationId: 'another' }, 10)).toEqual([]);
  });

  it('a customer whom somebody has to choose (C3)', async () => {
    await stage.isDecided(requested(1, 1));
    await stage.isFound(customer(1, 'customer-ambiguous'));
    await look();
    expect(await standing()).toEqual([['parked', 'customer-ambiguous', 1]]);
    await stage.isFound(customer(2));
    await look();
    expect(await standing()).toEqual([]);
  });

  it('a circuit breaker, half-open too, by whatever process; until it closes, or its process is gone', async () => {
    await stage.breaks('open', 1);
    await stage.breaks('open', 1, 'writer@b:1');
    await look();
    expect(await standing()).toEqual([['breaker-open', 'tickets', 2]]);
    await stage.breaks('half-open', 3);
    await stage.breaks('closed', 2);
    await stage.breaks('closed', 4, 'writer@b:1');
    await look();
    expect(await standing()).toEqual([['breaker-open', 'tickets', 1]]);
    await stage.database.query(`update breaker set told_at = now() - interval '6 minutes'`);
    await look();
    expect([await standing(), await said()]).toEqual([[], ['opened', 'resolved']]);
  });

  it('A2: an organization that has to be authorised again, but none that was disconnected', async () => {
    const state = (to: string) => stage.database.query('update organization set state = $1', [to]);
    await stage.happens(lane('parked', 1));
    await state('unauthorised');
    await look();
    expect((await standing()).map(([kind]) => kind).sort()).toEqual(['authorization-lost', 'parked']);
    await state('disconnected');
    await look();
    expect(await standing()).toEqual([]);
  });

  it('a ticket that gets no further and should; not one that arrived, waits for somebody, or does not move for a moment', async () => {
    const isBehind = async (behindMs = 0) => {
      await look({ behindMs });
      return (await standing()).filter(([kind]) => kind === 'behind');
    };
    await stage.isDecided(requested(2, 1));
    expect(await isBehind()).toEqual([['behind', 'ticket-behind', 1]]);
    expect(await isBehind(60_000)).toEqual([]);
    await stage.happens(ticket('created', 1, 1));
    expect(await isBehind()).toEqual([]);
    await stage.isDecided(requested(3, 3));
    expect(await isBehind()).toEqual([['behind', 'ticket-behind', 1]]);
    await stage.happens(ticket('updated', 2, 2));
    expect(await isBehind()).toEqual([['behind', 'ticket-behind', 1]]);
    await stage.happens(lane('parked', 3));
    expect(await isBehind()).toEqual([]);
    await stage.happens(lane('resumed', 4));
    expect(await isBehind()).toEqual([['behind', 'ticket-behind', 1]]);
    await stage.isFound(customer(1, 'customer-suspended'));
    expect(await isBehind()).toEqual([]);
    await stage.isFound(customer(2));
    await stage.database.query('update linked_account set enabled = false');
    expect(await isBehind()).toEqual([]);
    await stage.database.query('update linked_account set enabled = true');
    await stage.isDecided(held(4, 'account-disabled'));
    expect(await isBehind()).toEqual([]);
    await stage.isDecided(requested(5, 4));
    expect(await isBehind()).toEqual([['behind', 'ticket-behind', 1]]);
    await stage.happens(ticket('updated', 5, 4));
    expect(await isBehind()).toEqual([]);
  });

  it('is said no sooner because a ticket moves while it stays behind', async () => {
    const since = async () => {
      const [row] = await stage.database.query<{ behind_since: Date | null }>(
        'select behind_since from sync_target',
      );
      return row?.behind_since?.getTime();
    };
    await stage.isDecided(requested(2, 9));
    await stage.database.query(`update sync_target set behind_since = now() - interval '1 hour'`);
    const old = await since();
    await stage.isDecided(requested(3, 10));
    expect(await since()).toBe(old);
    await stage.happens(ticket('created', 1, 1));
    expect(await since()).toBeGreaterThan(old!);
  });

  it('is looked at by one replica at a time', async () => {
    await stage.happens(lane('parked', 1));
    await Promise.all(Array.from({ length: 8 }, () => look()));
    expect(await said()).toEqual(['opened']);
  });
});

describe('telling', () => {
  let receiver: WebhookReceiver;
  const senders: SendAlerts[] = [];
  const sending = (firstRetryMs = 20) => {
    const settings = { url: receiver.url, secret: SECRET, allowedHosts: ['127.0.0.1'] };
    const sender = new SendAlerts(
      stage.alerts,
      [new WebhookSender(settings, () => new Date())],
      firstRetryMs,
    );
    senders.push(sender);
    return sender;
  };
  const verified = () =>
    receiver.posted.map(
      ({ body, headers }) =>
        new Webhook(SECRET).verify(body, headers as Record<string, string>) as { readonly type: string },
    );
  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    for (const sender of senders.splice(0)) await sender.stop();
    await receiver.stop();
  });

  it('two senders deliver each message once', async () => {
    for (let reason = 0; reason < 30; reason += 1) {
      await stage.database.query(
        `insert into lane values (gen_random_uuid(), 'conv-1', $1, 'parked', $2, now(), 1)`,
        [ORGANIZATION, `reason-${reason}`],
      );
    }
    await look();
    await Promise.all([sending().sweep(), sending().sweep()]);
    const ids = receiver.posted.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
    await sending().sweep();
    expect(receiver.posted).toHaveLength(30);
  });

  it('a dead webhook is tried again under the same id, and what comes later waits behind it', async () => {
    await stage.happens(lane('parked', 1));
    await look();
    await stage.happens(lane('resumed', 2));
    await look();
    receiver.answers.push(500, 503);
    const sender = sending();
    await sender.sweep();
    expect((await stage.alerts.list({}, 1))[0]?.messages).toMatchObject([
      { news: 'opened', sentAt: null, attempts: 1, fault: 'http-500' },
      { news: 'resolved', sentAt: null, attempts: 0, fault: null },
    ]);
    await eventually(async () => {
      await sender.sweep();
      return receiver.posted.length === 4;
    });
    const ids = receiver.posted.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    expect(verified().map(({ type }) => type)).toEqual([
      'alert.opened',
      'alert.opened',
      'alert.opened',
      'alert.resolved',
    ]);
    const [alert] = await stage.alerts.list({}, 1);
    expect(alert?.messages.map(({ sentAt, attempts, fault }) => [sentAt !== null, attempts, fault])).toEqual([
      [true, 3, null],
      [true, 1, null],
    ]);
  });

  it('a message of a process that ended in the middle is sent by another one', async () => {
    await stage.happens(lane('parked', 1));
    await look();
    expect(await stage.alerts.claim(['webhook'], 300, 10)).toHaveLength(1);
    await sending().sweep();
    expect(receiver.posted).toEqual([]);
    const sender = sending();
    await eventually(async () => {
      await sender.sweep();
      return receiver.posted.length === 1;
    });
  });

  it('a message that was given up is in nobody’s way', async () => {
    await stage.happens(lane('parked', 1));
    await look();
    const [message] = await stage.alerts.claim(['webhook'], 1_000, 10);
    await stage.alerts.failed(message!, 'http-410', undefined);
    await stage.happens(lane('resumed', 2));
    await look();
    await sending().sweep();
    expect(verified().map(({ type }) => type)).toEqual(['alert.resolved']);
  });

  it('a channel that was switched on later hears of what stands, by a real mail server', async () => {
    await stage.happens(lane('parked', 1));
    await look();
    const mails = await MailServer.start();
    const settings = { smtpUrl: mails.url, from: 'parley@acme.example', to: ['ops@acme.example'] };
    const sender = new SendAlerts(stage.alerts, [new EmailSender(settings)], 20);
    mails.refuses = 1;
    await look({}, ['webhook', 'email']);
    await eventually(async () => {
      await sender.sweep();
      return mails.mails.length === 1;
    });
    expect(mails.mails[0]?.source).toContain(
      'Subject: [Parley] acme: Tickets wait for a person: ticket-deleted',
    );
    await sender.stop();
    await mails.stop();
    expect(receiver.posted).toEqual([]);
  });
});
