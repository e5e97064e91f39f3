import { DEFAULT_CONFIGURATION } from '@parley/contracts';
import type { Me, Ticket, TicketAnswer, Unapplied, ZendeskOutcome } from '@parley/zendesk';
import type { Organization } from '../connect-organization/organization';
import { TestConnection } from './test-connection';

const organization: Organization = {
  id: '00000000-0000-5000-8000-000000000000',
  name: 'acme',
  url: 'https://acme.zendesk.com',
  state: 'active',
  connectedUserId: 4711,
  version: 1,
  configurationVersion: 1,
  configuration: {
    ...DEFAULT_CONFIGURATION,
    ticket: { ...DEFAULT_CONFIGURATION.ticket, groupId: 5, fields: { '36': 'x' } },
  },
  createdAt: new Date(0),
  changedAt: new Date(0),
};
const KEY = '11111111-1111-4111-8111-111111111111';
const facts = { method: 'POST', path: '/api/v2/tickets', durationMs: 1 } as const;
const lost: Unapplied = { ...facts, kind: 'unknown', reason: 'timeout', detail: '' };
const forbidden: Unapplied = {
  ...facts,
  kind: 'refused',
  status: 403,
  code: 'forbidden',
  detail: 'Forbidden',
  fields: [],
  body: undefined,
};

function ok<T>(body: T): ZendeskOutcome<T> {
  return { ...facts, kind: 'ok', status: 200, replayed: false, unpermittedKeys: [], body };
}

/** A Zendesk that keeps what it is sent; what it answers to a creation, a closing and a look at oneself may be something else. */
class Desk {
  readonly tickets: (Ticket & { readonly sent: Readonly<Record<string, unknown>> })[] = [];
  readonly updates: unknown[] = [];
  role = 'agent';
  answers: { me?: Unapplied; create?: Unapplied; close?: Unapplied; status?: string } = {};

  me(): Promise<ZendeskOutcome<Me>> {
    return Promise.resolve(this.answers.me ?? ok({ id: 4711, role: this.role }));
  }

  createTicket(_id: string, { body }: { readonly body: Uint8Array }): Promise<ZendeskOutcome<TicketAnswer>> {
    if (this.answers.create !== undefined && this.answers.create !== lost)
      return Promise.resolve(this.answers.create);
    const { ticket } = JSON.parse(Buffer.from(body).toString()) as { ticket: Record<string, unknown> };
    const stored = {
      id: 35 + this.tickets.length,
      status: 'new',
      updated_at: '',
      created_at: '',
      external_id: String(ticket['external_id']),
      requester_id: 4711,
      tags: ['parley_test'],
      sent: ticket,
    };
    this.tickets.push(stored);
    return Promise.resolve(this.answers.create ?? ok({ ticket: stored }));
  }

  updateTicket(
    _id: string,
    ticketId: number,
    { body }: { readonly body: Uint8Array },
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    if (this.answers.close !== undefined) return Promise.resolve(this.answers.close);
    const { ticket } = JSON.parse(Buffer.from(body).toString()) as { ticket: { status: string } };
    this.updates.push(ticket);
    const at = this.tickets.findIndex(({ id }) => id === ticketId);
    const changed = { ...this.tickets[at]!, status: this.answers.status ?? ticket.status };
    this.tickets[at] = changed;
    return Promise.resolve(ok({ ticket: changed }));
  }

  ticketsByExternalId(_id: string, externalId: string): Promise<ZendeskOutcome<readonly Ticket[]>> {
    return Promise.resolve(ok(this.tickets.filter(({ external_id }) => external_id === externalId)));
  }
}

const run = (desk: Desk, sampleTicket = true, change: Partial<Organization> = {}) =>
  new TestConnection(desk).test({ ...organization, ...change }, { sampleTicket, requestKey: KEY });
const statesOf = async (desk: Desk, sampleTicket = true) =>
  (await run(desk, sampleTicket)).checks.map(({ state }) => state);

describe('A1: the test of a connection', () => {
  it('looks at token and rights, and writes nothing unless it is asked to', async () => {
    const desk = new Desk();
    expect(await run(desk, false)).toMatchObject({
      ok: true,
      checks: [
        { check: 'token', state: 'ok' },
        { check: 'rights', state: 'ok' },
        { state: 'skipped' },
        { state: 'skipped' },
      ],
    });
    expect(desk.tickets).toEqual([]);
  });

  it('writes a sample ticket as the organization sets tickets up, mails nobody, and closes it', async () => {
    const desk = new Desk();
    expect(await run(desk)).toMatchObject({
      ok: true,
      checks: [{ state: 'ok' }, { state: 'ok' }, { state: 'ok' }, { state: 'ok' }],
      ticket: { zendeskTicketId: 35, url: 'https://acme.zendesk.com/agent/tickets/35' },
    });
    expect(desk.tickets[0]?.sent).toMatchObject({
      tags: ['parley_test'],
      requester_id: 4711,
      group_id: 5,
      custom_fields: [{ id: 36, value: 'x' }],
      comment: { public: false },
    });
    expect(desk.updates).toEqual([{ status: 'closed' }]);
  });

  it('K8 solves it where tickets are to be solved, with an assignee', async () => {
    const desk = new Desk();
    await run(desk, true, { configuration: { ...organization.configuration, closeAs: 'solved' } });
    expect(desk.updates).toEqual([{ status: 'solved', assignee_id: 4711 }]);
  });

  it('writes no second ticket for the same request, whatever became of the first answer', async () => {
    const desk = new Desk();
    desk.answers = { create: lost, close: lost };
    expect(await statesOf(desk)).toEqual(['ok', 'ok', 'ok', 'failed']);
    desk.answers = {};
    expect(await statesOf(desk)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await statesOf(desk)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(desk.tickets).toHaveLength(1);
    expect(desk.updates).toHaveLength(1);
  });

  it('stops at the first thing that is wrong, and says what it is', async () => {
    const refused = new Desk();
    refused.answers = { me: { ...facts, kind: 'unauthorised', sent: true } };
    expect(await statesOf(refused)).toEqual(['failed', 'skipped', 'skipped', 'skipped']);
    const endUser = new Desk();
    endUser.role = 'end-user';
    expect(await statesOf(endUser)).toEqual(['ok', 'failed', 'skipped', 'skipped']);
    const readOnly = new Desk();
    readOnly.answers = { create: forbidden };
    expect(await statesOf(readOnly)).toEqual(['ok', 'ok', 'failed', 'skipped']);
    const opened = new Desk();
    opened.answers = { status: 'open' };
    expect(await run(opened)).toMatchObject({ ok: false, ticket: { zendeskTicketId: 35 } });
  });

  it('is refused for a disconnected organization', async () => {
    await expect(run(new Desk(), true, { state: 'disconnected' })).rejects.toMatchObject({
      code: 'organization-disconnected',
    });
  });
});
