import type { Static } from '@sinclair/typebox';
import { createLogger, METRIC, meter, systemClock, type Clock } from '@parley/platform';
import { Breakers, type BreakerState } from '../breaker/breakers';
import { BucketRules } from '../budget/bucket-rules';
import { RequestBudget } from '../budget/request-budget';
import { ConnectionCache } from '../connection/connection-cache';
import type { BucketStore } from '../budget/bucket-store';
import type { ConnectionStore } from '../connection/connection-store';
import { HttpClient, type Exchanger } from '../http/http-client';
import { ZendeskHostRefusedError, type ZendeskHosts } from '../http/zendesk-hosts';
import { TokenEndpoint } from '../oauth/token-endpoint';
import { CallDispatcher, type Renewals } from './call-dispatcher';
import { Caller } from './caller';
import type { ZendeskGateway } from './gateway';
import type { ZendeskListener } from './listener';
import { mapBody, type ZendeskOutcome } from './outcome';
import { ME_PATH, MeShape } from './shapes';
import { uploadFile } from './upload-file';
import { TicketCalls } from './ticket-calls';
import { ticketCatalog } from './catalog-calls';
import { meOf, UserCalls } from './user-calls';

/** Knobs of the gateway; every default is right for production. */
export interface ZendeskSettings {
  /** Part of the account's ticket updates that Parley may use, the rest is the agents'. Default 0.8. */
  readonly updateShare?: number;
  /** Time for one call as a whole, in ms. Default 30,000. */
  readonly callTimeoutMs?: number;
  /** Time to reach Zendesk (DNS, TCP, TLS), in ms. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long an open breaker waits before it asks `users/me`, in ms. Default 10,000. */
  readonly breakerResetMs?: number;
  /** Calls of an endpoint class within 10 s below which its breaker never opens. Default 5. */
  readonly breakerVolume?: number;
}

/** What the gateway is made of; see ZendeskGatewayOptions. */
export interface GatewayParts {
  readonly buckets: BucketStore;
  readonly connections: Pick<ConnectionStore, 'authorised' | 'markUnauthorised'>;
  /** How tokens are renewed; without it none are. */
  readonly renewals?: (endpoint: TokenEndpoint, clock: Clock) => Renewals;
  readonly hosts: ZendeskHosts;
  readonly clock?: Clock;
  readonly listener?: ZendeskListener;
  readonly settings?: ZendeskSettings;
  /** Replaces the sockets where no byte may leave the process, in a simulation say. */
  readonly http?: Exchanger;
}

/** A page of audits with 100 comments of 64 kB, each in three renderings, stays below this. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const CONNECTIONS = 32;

const NO_RENEWALS: Renewals = {
  refresh: () => Promise.resolve('impossible'),
  due: () => Promise.resolve([]),
};

const logger = createLogger('zendesk');
const breakerChanges = meter.createCounter(METRIC.breakerState, {
  description: 'Changes of breakers by new state',
  unit: '{change}',
});

/** Joins the parts of the gateway. */
export function composeGateway(options: GatewayParts): ZendeskGateway {
  const { buckets, connections, hosts, clock = systemClock, listener = {}, settings = {} } = options;
  const http =
    options.http ??
    new HttpClient({
      callTimeoutMs: settings.callTimeoutMs ?? 30_000,
      connectTimeoutMs: settings.connectTimeoutMs ?? 5_000,
      maxBodyBytes: MAX_BODY_BYTES,
      connections: CONNECTIONS,
    });
  const budget = new RequestBudget(buckets, new BucketRules(settings.updateShare ?? 0.8), clock, (error) =>
    logger.warn({ err: error }, 'the shared budget could not be reached'),
  );
  const caller = new Caller(http, budget, clock);
  const endpoint = new TokenEndpoint(http, hosts);
  const breakerSettings = { volume: settings.breakerVolume ?? 5, resetMs: settings.breakerResetMs ?? 10_000 };
  const dispatcher = new CallDispatcher({
    connections,
    cache: new ConnectionCache(connections, clock),
    hosts,
    budget,
    breakers: (probe) => new Breakers(breakerSettings, probe, breakerWatcher(listener)),
    caller,
    clock,
    listener,
    renewals: options.renewals?.(endpoint, clock) ?? NO_RENEWALS,
  });
  const send: ZendeskGateway['send'] = (organizationId, call) => dispatcher.send(organizationId, call);
  const tickets = new TicketCalls(send);
  const users = new UserCalls(send, clock);

  return {
    send,
    admit: (organizationId, target) => dispatcher.admit(organizationId, target),
    breakerOpen: (organizationId, callClass) => dispatcher.breakerOpen(organizationId, callClass),
    budget: (organizationId) => budget.report(organizationId),
    verify: ({ url, accessToken }) => verify(caller, hosts, url, accessToken),
    authorizeUrl: (url, asked) => endpoint.authorizeUrl(url, asked),
    exchangeCode: (exchange) => endpoint.exchangeCode(exchange),
    renewAuthorizations: () => dispatcher.renewAuthorizations(),
    me: (organizationId) => users.me(organizationId),
    createTicket: (organizationId, write) => tickets.createTicket(organizationId, write),
    updateTicket: (organizationId, ticketId, write) => tickets.updateTicket(organizationId, ticketId, write),
    showTicket: (organizationId, ticketId) => tickets.showTicket(organizationId, ticketId),
    ticketAudits: (organizationId, ticketId, after) => tickets.ticketAudits(organizationId, ticketId, after),
    findAudit: (organizationId, ticketId, search) => tickets.findAudit(organizationId, ticketId, search),
    ticketsByExternalId: (organizationId, externalId) =>
      tickets.ticketsByExternalId(organizationId, externalId),
    searchTickets: (organizationId, externalId) => tickets.searchTickets(organizationId, externalId),
    showAudit: (organizationId, ticketId, auditId) => tickets.showAudit(organizationId, ticketId, auditId),
    redactComment: (organizationId, ticketId, commentId, write) =>
      tickets.redactComment(organizationId, ticketId, commentId, write),
    deletedTickets: (organizationId, page) => tickets.deletedTickets(organizationId, page),
    uploadFile: (organizationId, file) => uploadFile(send, organizationId, file),
    searchUsersByEmail: (organizationId, email) => users.searchUsersByEmail(organizationId, email),
    searchUsers: (organizationId, term, most) => users.searchUsers(organizationId, term, most),
    showUser: (organizationId, userId) => users.showUser(organizationId, userId),
    showManyUsers: (organizationId, userIds, callClass) =>
      users.showManyUsers(organizationId, userIds, callClass),
    userByExternalId: (organizationId, externalId) => users.userByExternalId(organizationId, externalId),
    createUser: (organizationId, user) => users.createUser(organizationId, user),
    findAgentByEmail: (organizationId, email) => users.findAgentByEmail(organizationId, email),
    userFields: (organizationId) => users.userFields(organizationId),
    ticketCatalog: (organizationId, kind) => ticketCatalog(send, organizationId, kind),
    close: async () => {
      dispatcher.close();
      await http.close();
    },
  };
}

async function verify(
  caller: Caller,
  hosts: ZendeskHosts,
  url: string,
  accessToken: string,
): ReturnType<ZendeskGateway['verify']> {
  try {
    const credentials = { origin: hosts.guard(url), accessToken };
    const call = { method: 'GET', path: ME_PATH, callClass: 'read', shape: MeShape } as const;
    // The caller checked the body against the call's shape.
    const outcome = (await caller.once(undefined, credentials, call)) as ZendeskOutcome<
      Static<typeof MeShape>
    >;
    return mapBody(outcome, meOf);
  } catch (error) {
    if (!(error instanceof ZendeskHostRefusedError)) throw error;
    return { kind: 'not-sent', reason: 'host-refused', method: 'GET', path: ME_PATH, durationMs: 0 };
  }
}

function breakerWatcher(listener: ZendeskListener) {
  const tell = async (
    event: Parameters<NonNullable<ZendeskListener['breakerChanged']>>[0],
  ): Promise<void> => {
    try {
      await listener.breakerChanged?.(event);
    } catch (error) {
      logger.error(
        { err: error, organizationId: event.organizationId },
        'a breaker change could not be told',
      );
    }
  };
  return (organizationId: string, endpoint: string, state: BreakerState): void => {
    breakerChanges.add(1, { state, endpoint });
    logger.warn({ organizationId, endpoint, state }, 'breaker changed');
    void tell({ organizationId, endpoint, state });
  };
}
