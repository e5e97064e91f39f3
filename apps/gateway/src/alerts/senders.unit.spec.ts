import { PARLEY_NAMESPACE, uuidV5, validate, AlertMessageSchema } from '@parley/contracts';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { MailServer } from '../../test/mail-server';
import { WebhookReceiver } from '../../test/webhook-receiver';
import { entryOf, mailOf } from './alert-message';
import { AlertNotDeliveredError } from './alert-sender';
import type { AlertSender } from './alert-sender';
import { EmailSender } from './email-sender';
import { WebhookSender } from './webhook-sender';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const ALERT = {
  id: uuidV5(PARLEY_NAMESPACE, 'an alert'),
  kind: 'parked',
  organizationId: 'org-1',
  reason: 'rejected-by-zendesk',
  count: 3,
  since: new Date('2026-11-21T12:00:00.000Z'),
} as const;
const NOW = new Date('2026-11-21T12:01:00.000Z');
const [opened] = entryOf(
  { alert: ALERT, state: 'opened', news: [{ channel: 'webhook', news: 'opened' }] },
  { names: new Map([['org-1', 'acme']]), now: NOW },
  'https://parley.acme.example',
).messages;
const MESSAGE = { id: opened!.id, body: opened!.body };
/** Why sending fails; undefined when it does not. */
async function faultOf(sender: AlertSender): Promise<string | undefined> {
  try {
    await sender.send(MESSAGE);
    return undefined;
  } catch (error) {
    return error instanceof AlertNotDeliveredError ? error.fault : 'another error';
  }
}

describe('messages about alerts', () => {
  it('say what, where, since when and how many, in a fixed shape', () => {
    expect(validate(AlertMessageSchema, opened!.body, 'unexpected')).toMatchObject({ ok: true });
    expect(opened!.body).toEqual({
      type: 'alert.opened',
      timestamp: '2026-11-21T12:01:00.000Z',
      data: {
        alertId: ALERT.id,
        kind: 'parked',
        reason: 'rejected-by-zendesk',
        since: '2026-11-21T12:00:00.000Z',
        count: 3,
        organization: { id: 'org-1', name: 'acme' },
        link: `https://parley.acme.example/errors?alert=${ALERT.id}`,
      },
    });
    expect(mailOf(opened!.body).subject).toBe(
      '[Parley] acme: Tickets wait for a person: rejected-by-zendesk',
    );
  });
});

describe('an alert webhook', () => {
  let receiver: WebhookReceiver;
  const senders: WebhookSender[] = [];
  const sender = (allowedHosts: readonly string[], url = receiver.url, answerWithinMs?: number) => {
    const made = new WebhookSender({ url, secret: SECRET, allowedHosts }, () => new Date(), answerWithinMs);
    senders.push(made);
    return made;
  };
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterAll(async () => {
    await Promise.all(senders.map((one) => one.close()));
    await receiver.stop();
  });

  it('is signed as Standard Webhooks say', async () => {
    await sender(['127.0.0.1']).send(MESSAGE);
    const { headers, body } = receiver.posted.at(-1)!;
    const signed = headers as Record<string, string>;
    expect(signed['webhook-id']).toBe(MESSAGE.id);
    expect(new Webhook(SECRET).verify(body, signed)).toEqual(MESSAGE.body);
    expect(() => new Webhook(SECRET).verify(body.replace('acme', 'evil'), signed)).toThrow(
      WebhookVerificationError,
    );
  });

  it.each([
    [500, 'http-500'],
    [302, 'http-302'],
    [410, 'http-410'],
  ])('is not delivered by an answer of %i', async (status, fault) => {
    receiver.answers.push(status);
    const before = receiver.posted.length;
    expect(await faultOf(sender(['127.0.0.1']))).toBe(fault);
    expect(receiver.posted).toHaveLength(before + 1);
  });

  it('is not delivered when nobody answers in time, or nobody listens', async () => {
    receiver.answers.push(undefined);
    expect(await faultOf(sender(['127.0.0.1'], receiver.url, 50))).toBe('timeout');
    expect(await faultOf(sender(['127.0.0.1'], 'http://127.0.0.1:9/'))).toBe('unreachable');
  });

  it('goes to no private address, and nowhere without TLS, unless the operator names the host', async () => {
    const before = receiver.posted.length;
    expect(await faultOf(sender([]))).toBe('address-refused');
    expect(await faultOf(sender([], receiver.url.replace('127.0.0.1', 'localhost')))).toBe('address-refused');
    expect(await faultOf(sender([], receiver.url.replace('http://127.0.0.1', 'https://localhost')))).toBe(
      'address-refused',
    );
    expect(receiver.posted).toHaveLength(before);
  });
});

describe('an alert mail', () => {
  let mails: MailServer;
  beforeAll(async () => {
    mails = await MailServer.start();
  });
  afterAll(() => mails.stop());

  it('reaches everybody, under the same Message-ID each time it is sent', async () => {
    const settings = {
      smtpUrl: mails.url,
      from: 'parley@acme.example',
      to: ['a@acme.example', 'b@acme.example'],
    };
    const sender = new EmailSender(settings);
    await sender.send(MESSAGE);
    mails.refuses = 1;
    expect(await faultOf(sender)).toBe('smtp-451');
    await sender.send(MESSAGE);
    await sender.close();
    expect(mails.mails).toHaveLength(2);
    for (const { from, to, source } of mails.mails) {
      expect([from, to]).toEqual(['parley@acme.example', ['a@acme.example', 'b@acme.example']]);
      expect(source).toContain(`Message-ID: <${MESSAGE.id}@acme.example>`);
      expect(source).toContain('Subject: [Parley] acme: Tickets wait for a person: rejected-by-zendesk');
      expect(source).toContain('Count: 3');
    }
  });

  it('is not delivered when nobody listens', async () => {
    const sender = new EmailSender({
      smtpUrl: 'smtp://127.0.0.1:9',
      from: 'a@b.example',
      to: ['c@d.example'],
    });
    expect(await faultOf(sender)).toBe('unreachable');
    await sender.close();
  });
});
