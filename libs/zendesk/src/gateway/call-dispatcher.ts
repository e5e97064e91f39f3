import type { Static, TSchema } from '@sinclair/typebox';
import { createLogger, type Clock } from '@parley/platform';
import type { Breakers } from '../breaker/breakers';
import type { CallTokens, RequestBudget } from '../budget/request-budget';
import type { AuthorisedConnection } from '../connection/connection';
import type { ConnectionCache } from '../connection/connection-cache';
import type { ConnectionStore } from '../connection/connection-store';
import { endpointOf, pathOf, type Endpoint } from '../http/route';
import { ZendeskHostRefusedError, type ZendeskHosts } from '../http/zendesk-hosts';
import type { Admission, CallClass, CallPermit, CallTarget, ZendeskCall } from './call';
import { recordCall } from './call-recorder';
import type { Caller } from './caller';
import type { ZendeskListener } from './listener';
import type { RefreshResult } from '../oauth/token-refresher';
import type { CallFacts, NotSent, RateLimited, Unauthorised, ZendeskOutcome } from './outcome';
import { ME_PATH, MeShape } from './shapes';

const logger = createLogger('zendesk');

/** Parts that the dispatcher joins. */
export interface DispatcherParts {
  readonly connections: Pick<ConnectionStore, 'markUnauthorised'>;
  readonly cache: ConnectionCache;
  readonly hosts: ZendeskHosts;
  readonly budget: RequestBudget;
  readonly breakers: (probe: (organizationId: string) => Promise<ZendeskOutcome<unknown>>) => Breakers;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly listener: ZendeskListener;
  readonly renewals: Renewals;
}

/** How tokens are renewed (A2). */
export interface Renewals {
  refresh(organizationId: string, tokenVersion: number): Promise<RefreshResult>;
  due(limit: number): Promise<readonly TokenOf[]>;
}

/** Which token of which organization. */
type TokenOf = Pick<AuthorisedConnection, 'organizationId' | 'tokenVersion'>;

/** Organizations whose tokens are renewed in one go. */
const RENEWALS_AT_ONCE = 20;

type Shut = NotSent | Unauthorised;

/** The way of one call: connection, breaker, budget, exchange, and a second try where a newer token exists. */
export class CallDispatcher {
  private readonly breakers: Breakers;
  private readonly permits = new WeakMap<CallPermit, CallTokens>();
  /** Token version whose loss this process has told, by organization. */
  private readonly toldLost = new Map<string, number>();

  constructor(private readonly parts: DispatcherParts) {
    this.breakers = parts.breakers((organizationId) => this.probe(organizationId));
  }

  /** See ZendeskGateway.send. */
  async send<S extends TSchema>(
    organizationId: string,
    call: ZendeskCall<S>,
  ): Promise<ZendeskOutcome<Static<S>>> {
    const outcome = await this.make(organizationId, call);
    recordCall(organizationId, call, outcome);
    return outcome;
  }

  /** See ZendeskGateway.admit. */
  async admit(organizationId: string, target: CallTarget): Promise<Admission> {
    const connection = await this.connected(organizationId, target);
    if ('kind' in connection) {
      return {
        kind: 'shut',
        reason: connection.kind === 'unauthorised' ? 'unauthorised' : shutReason(connection),
      };
    }
    if (this.breakers.isOpen(organizationId, endpointOf(target.path)))
      return { kind: 'shut', reason: 'breaker-open' };
    const taking = await this.parts.budget.take(organizationId, target);
    if (taking.kind === 'short')
      return { kind: 'wait', retryAfterMs: taking.retryAfterMs, bucket: taking.bucket };
    const { tokens } = taking;
    const permit: CallPermit = {
      organizationId,
      usable: () => tokens.usable(),
      release: () => tokens.release(),
    };
    this.permits.set(permit, tokens);
    return { kind: 'admitted', permit };
  }

  /** See ZendeskGateway.breakerOpen. */
  breakerOpen(organizationId: string, callClass: CallClass): boolean {
    return endpointsOf(callClass).some((endpoint) => this.breakers.isOpen(organizationId, endpoint));
  }

  /** See ZendeskGateway.renewAuthorizations. */
  async renewAuthorizations(): Promise<void> {
    const due = await this.parts.renewals.due(RENEWALS_AT_ONCE);
    await Promise.all(due.map((token) => this.renew(token)));
  }

  /** Ends the breakers' timers. */
  close(): void {
    this.breakers.close();
  }

  private async make(organizationId: string, call: ZendeskCall): Promise<ZendeskOutcome<unknown>> {
    const connection = await this.connected(organizationId, call);
    if ('kind' in connection) return connection;
    const outcome = await this.attempt(connection, call);
    if (outcome.kind !== 'unauthorised' || !outcome.sent) return outcome;
    // A 401 is surely not applied, so a newer token may be tried at once (A2).
    const newer = (await this.newerThan(connection)) ?? (await this.renewed(connection));
    if (newer === undefined) return outcome;
    const again = await this.attempt(newer, call);
    if (again.kind === 'unauthorised' && again.sent) await this.shut(newer);
    return again;
  }

  /** The connection with renewed tokens. Undefined when there are none: G5 is shut then, unless another try may give some. */
  private async renewed(connection: AuthorisedConnection): Promise<AuthorisedConnection | undefined> {
    const result = await this.renew(connection);
    return result === 'refreshed' ? this.newerThan(connection) : undefined;
  }

  private async renew(token: TokenOf): Promise<RefreshResult> {
    try {
      const result = await this.parts.renewals.refresh(token.organizationId, token.tokenVersion);
      if (result === 'refused' || result === 'impossible') await this.shut(token);
      return result;
    } catch (error) {
      logger.error({ err: error, organizationId: token.organizationId }, 'the tokens could not be renewed');
      return 'later';
    }
  }

  private async attempt(
    connection: AuthorisedConnection,
    call: ZendeskCall,
  ): Promise<ZendeskOutcome<unknown>> {
    const { organizationId } = connection;
    const endpoint = endpointOf(call.path);
    if (this.breakers.isOpen(organizationId, endpoint)) return breakerOpenFor(call);
    const tokens = await this.tokensFor(organizationId, call);
    if ('kind' in tokens) return tokens;
    const job = () => this.exchange(connection, call, tokens);
    const outcome = await this.breakers.run(organizationId, endpoint, job);
    if (outcome !== undefined) return outcome;
    tokens.release();
    return breakerOpenFor(call);
  }

  private async tokensFor(organizationId: string, call: ZendeskCall): Promise<CallTokens | RateLimited> {
    const held = call.permit && this.permits.get(call.permit);
    if (held?.usable() === true) return held;
    const taking = await this.parts.budget.take(organizationId, call);
    if (taking.kind === 'taken') return taking.tokens;
    const { retryAfterMs, bucket } = taking;
    return { ...unsent(call), kind: 'rate-limited', retryAfterMs, bucket, sent: false };
  }

  private async exchange(
    connection: AuthorisedConnection,
    call: ZendeskCall,
    tokens?: CallTokens,
  ): Promise<ZendeskOutcome<unknown>> {
    try {
      const origin = this.parts.hosts.guard(connection.url);
      return await this.parts.caller.once(
        connection.organizationId,
        { origin, accessToken: connection.accessToken },
        call,
        tokens,
      );
    } catch (error) {
      // The operator's list of hosts may have changed since the organization was connected.
      if (error instanceof ZendeskHostRefusedError)
        return { ...unsent(call), kind: 'not-sent', reason: 'host-refused' };
      throw error;
    } finally {
      tokens?.release();
    }
  }

  /** The connection to use, or the outcome that says why nothing can be sent. */
  private async connected(organizationId: string, target: CallTarget): Promise<AuthorisedConnection | Shut> {
    const connection = await this.parts.cache.current(organizationId);
    if (connection === undefined)
      return { ...unsent(target), kind: 'not-sent', reason: 'organization-unknown' };
    switch (connection.state) {
      case 'active':
        return connection;
      case 'unauthorised':
        await this.tellLost(connection);
        return { ...unsent(target), kind: 'unauthorised', sent: false };
      case 'disconnected':
        return { ...unsent(target), kind: 'not-sent', reason: 'organization-disconnected' };
    }
  }

  private async newerThan(used: AuthorisedConnection): Promise<AuthorisedConnection | undefined> {
    try {
      const stored = await this.parts.cache.reread(used.organizationId);
      return stored?.state === 'active' && stored.tokenVersion > used.tokenVersion ? stored : undefined;
    } catch (error) {
      logger.warn({ err: error, organizationId: used.organizationId }, 'the token could not be read again');
      return undefined;
    }
  }

  /** Shuts G5. The outcome is known already, so a database that is away must not turn it into an error. */
  private async shut({ organizationId, tokenVersion }: TokenOf): Promise<void> {
    try {
      const first = await this.parts.connections.markUnauthorised(organizationId, tokenVersion);
      if (first) logger.error({ organizationId }, 'Zendesk does not accept the token any more');
      const stored = await this.parts.cache.reread(organizationId);
      if (stored?.state === 'unauthorised') await this.tellLost(stored);
    } catch (error) {
      logger.error({ err: error, organizationId }, 'a lost authorisation could not be noted');
    }
  }

  /** Each process tells once, whoever marked the connection: the one that did may have died before it could tell. */
  private async tellLost({ organizationId, tokenVersion }: TokenOf): Promise<void> {
    if (this.toldLost.get(organizationId) === tokenVersion) return;
    this.toldLost.set(organizationId, tokenVersion);
    try {
      await this.parts.listener.authorizationLost?.({ organizationId, tokenVersion });
    } catch (error) {
      this.toldLost.delete(organizationId);
      logger.error({ err: error, organizationId }, 'a lost authorisation could not be told');
    }
  }

  /** The harmless GET of a half-open breaker; outside the budget, since it is one call in many seconds. */
  private async probe(organizationId: string): Promise<ZendeskOutcome<unknown>> {
    const call = { method: 'GET', path: ME_PATH, callClass: 'read', shape: MeShape } as const;
    const connection = await this.connected(organizationId, call);
    const outcome = 'kind' in connection ? connection : await this.exchange(connection, call);
    recordCall(organizationId, call, outcome);
    return outcome;
  }
}

function endpointsOf(callClass: CallClass): readonly Endpoint[] {
  return callClass === 'user' ? ['users', 'search'] : ['tickets'];
}

function shutReason({ reason }: NotSent): 'organization-unknown' | 'organization-disconnected' {
  return reason === 'organization-disconnected' ? reason : 'organization-unknown';
}

function breakerOpenFor(target: CallTarget): NotSent {
  return { ...unsent(target), kind: 'not-sent', reason: 'breaker-open' };
}

function unsent({ method, path }: CallTarget): CallFacts {
  return { method, path: pathOf(path), durationMs: 0 };
}
