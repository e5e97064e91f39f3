import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CONNECTION_CHECKS } from '@parley/contracts';
import type { ConnectionCheck, ConnectionTestView, TestConnection as TestRequest } from '@parley/contracts';
import { withPatience } from '@parley/zendesk';
import type { Ticket, Unapplied, ZendeskGateway } from '@parley/zendesk';
import { ZENDESK_GATEWAY } from '../connect-organization/connect-organization';
import type { Organization } from '../connect-organization/organization';
import { disconnectedOrganization } from '../connect-organization/organization-problems';
import { closingOf, sampleTicket } from './sample-ticket';

type Zendesk = Pick<ZendeskGateway, 'me' | 'createTicket' | 'updateTicket' | 'ticketsByExternalId'>;
type Check = ConnectionCheck['check'];

/** States in which nothing is left to close. */
const CLOSED = new Set(['closed', 'solved']);

/** What a check found; the ticket, where it was about one. */
interface Finding {
  readonly state: 'ok' | 'failed';
  readonly detail: string;
  readonly ticket?: Ticket;
}

/** Tries out a connection: whether Zendesk accepts the token, what it allows, and, where it is asked for, a ticket from its creation to its end. */
export class TestConnection {
  constructor(@Inject(ZENDESK_GATEWAY) private readonly zendesk: Zendesk) {}

  /** What was found; each check is made only where the one before is well. Throws `organization-disconnected`. */
  async test(
    organization: Organization,
    { sampleTicket: withTicket, requestKey = randomUUID() }: TestRequest,
  ): Promise<ConnectionTestView> {
    if (organization.state === 'disconnected') throw disconnectedOrganization();
    const findings = new Map<Check, Finding>();
    const { token, rights } = await this.look(organization.id);
    findings.set('token', token);
    if (rights !== undefined) findings.set('rights', rights);
    const created =
      withTicket && rights?.state === 'ok' ? await this.create(organization, requestKey) : undefined;
    if (created !== undefined) findings.set('ticket-created', created);
    const ticket = created?.ticket;
    if (ticket !== undefined) findings.set('ticket-closed', await this.close(organization, ticket));
    return {
      ok: [...findings.values()].every(({ state }) => state === 'ok'),
      checks: CONNECTION_CHECKS.map((check) => checkOf(check, findings.get(check), withTicket)),
      ...(ticket === undefined
        ? {}
        : { ticket: { zendeskTicketId: ticket.id, url: `${organization.url}/agent/tickets/${ticket.id}` } }),
    };
  }

  private async look(id: string): Promise<{ readonly token: Finding; readonly rights?: Finding }> {
    const me = await withPatience(() => this.zendesk.me(id));
    if (me.kind !== 'ok') return { token: failed(me) };
    const token: Finding = { state: 'ok', detail: 'Zendesk accepts the token.' };
    const { role } = me.body;
    const rights: Finding =
      role === 'agent' || role === 'admin'
        ? { state: 'ok', detail: `The connected user has the role ${role}.` }
        : {
            state: 'failed',
            detail: 'The connected user is an end user; Parley needs an agent or an administrator.',
          };
    return { token, rights };
  }

  private async create(organization: Organization, requestKey: string): Promise<Finding> {
    const { id } = organization;
    const externalId = `parley-test:${requestKey}`;
    const known = await this.known(id, externalId);
    if (known !== undefined) return known;
    const outcome = await withPatience(() =>
      this.zendesk.createTicket(id, {
        body: sampleTicket(organization, externalId),
        callClass: 'create',
        idempotencyKey: externalId,
      }),
    );
    if (outcome.kind === 'ok')
      return {
        state: 'ok',
        detail: `Ticket #${outcome.body.ticket.id} was created.`,
        ticket: outcome.body.ticket,
      };
    // Nobody knows whether it is there: it may be found by its own id.
    const found = outcome.kind === 'unknown' ? await this.known(id, externalId) : undefined;
    return found ?? failed(outcome);
  }

  /** The sample ticket of an earlier request with the same key. */
  private async known(id: string, externalId: string): Promise<Finding | undefined> {
    const outcome = await withPatience(() => this.zendesk.ticketsByExternalId(id, externalId));
    if (outcome.kind !== 'ok') return failed(outcome);
    const ticket = outcome.body[0];
    return ticket && { state: 'ok', detail: `Ticket #${ticket.id} was created before.`, ticket };
  }

  private async close(organization: Organization, ticket: Ticket): Promise<Finding> {
    if (CLOSED.has(ticket.status))
      return { state: 'ok', detail: `Ticket #${ticket.id} is ${ticket.status}.` };
    const { configuration, connectedUserId, id } = organization;
    const outcome = await withPatience(() =>
      this.zendesk.updateTicket(id, ticket.id, {
        body: closingOf(configuration, connectedUserId),
        callClass: 'close',
      }),
    );
    if (outcome.kind !== 'ok') return failed(outcome);
    const { status } = outcome.body.ticket;
    return CLOSED.has(status)
      ? { state: 'ok', detail: `Ticket #${ticket.id} is ${status}.` }
      : {
          state: 'failed',
          detail: `Ticket #${ticket.id} is still ${status}: a rule of this Zendesk may have opened it again.`,
        };
  }
}

function checkOf(check: Check, finding: Finding | undefined, withTicket: boolean): ConnectionCheck {
  if (finding !== undefined) return { check, state: finding.state, detail: finding.detail };
  const isAboutTicket = check === 'ticket-created' || check === 'ticket-closed';
  const detail = isAboutTicket && !withTicket ? 'It was not asked for.' : 'An earlier check failed.';
  return { check, state: 'skipped', detail };
}

function failed(outcome: Unapplied): Finding {
  return { state: 'failed', detail: wordsOf(outcome) };
}

/** Why, without anything that Zendesk said about people. */
function wordsOf(outcome: Unapplied): string {
  switch (outcome.kind) {
    case 'unauthorised':
      return 'Zendesk does not accept the token: re-authorize the organization.';
    case 'refused':
      return outcome.status === 403
        ? 'Zendesk answered 403: the token lacks the scopes read and write, or the connected user the right.'
        : `Zendesk answered ${outcome.status} (${outcome.detail}).`;
    case 'rate-limited':
      return 'The budget of calls to Zendesk is used up for the moment: try again shortly.';
    case 'conflict':
      return 'The ticket changed meanwhile: try again with the same request key.';
    case 'not-sent':
      return `Nothing was sent: ${outcome.reason}.`;
    case 'unknown':
      return `Zendesk gave no usable answer (${outcome.reason}): try again with the same request key.`;
  }
}
