import { createLogger, isDatabaseUnavailable, type Clock } from '@parley/platform';
import type { RefreshInHand } from '../connection/connection';
import type { ConnectionStore } from '../connection/connection-store';
import type { Grant } from './oauth-client';
import type { TokenEndpoint } from './token-endpoint';

/**
 * What came of renewing. `refused`: Zendesk does not take the refresh token, somebody has to authorise again. `later`: not now, or
 * somebody else is at it. `impossible`: there is nothing to renew with.
 */
export type RefreshResult = 'refreshed' | 'refused' | 'later' | 'impossible';

/** Longer than a call and the tries to store its answer: nobody may refresh in parallel (facts, endpoints and flow). */
const LEASE_MS = 120_000;
/** How long an answer is tried to be stored. */
const STORES_FOR_MS = 60_000;
const STORE_AGAIN_MS = 500;
/** After a try without result. */
const RETRY_MS = 30_000;

const logger = createLogger('zendesk');

type Connections = Pick<ConnectionStore, 'beginRefresh' | 'storeRefreshed' | 'endRefresh' | 'find'>;

/** Renews pairs of tokens (A2): one process at a time, the new pair stored before anybody uses it. */
export class TokenRefresher {
  private readonly running = new Map<string, Promise<RefreshResult>>();

  constructor(
    private readonly connections: Connections,
    private readonly endpoint: Pick<TokenEndpoint, 'refresh'>,
    private readonly clock: Clock,
    private readonly pause: (ms: number) => Promise<unknown>,
  ) {}

  /** Renews the tokens of that version, unless they are newer already. Calls of this process at the same time share one try. */
  refresh(organizationId: string, tokenVersion: number): Promise<RefreshResult> {
    const running = this.running.get(organizationId);
    if (running !== undefined) return running;
    const refreshing = this.renew(organizationId, tokenVersion).finally(() =>
      this.running.delete(organizationId),
    );
    this.running.set(organizationId, refreshing);
    return refreshing;
  }

  private async renew(organizationId: string, tokenVersion: number): Promise<RefreshResult> {
    const inHand = await this.connections.beginRefresh(organizationId, tokenVersion, LEASE_MS);
    if (inHand === undefined) return this.whyNot(organizationId, tokenVersion);
    const outcome = await this.endpoint.refresh(inHand.url, inHand.client, inHand.refreshToken);
    switch (outcome.kind) {
      case 'granted':
        return (await this.store(inHand, outcome.grant)) ? 'refreshed' : 'later';
      case 'refused':
        logger.error({ organizationId, code: outcome.code }, 'Zendesk refuses to renew the tokens');
        return 'refused';
      case 'unknown':
      case 'not-sent':
        // Whether the old pair still lives shows the next try: a dead refresh token is refused.
        logger.warn({ organizationId, why: outcome.kind }, 'the tokens could not be renewed');
        await this.connections.endRefresh(inHand, RETRY_MS);
        return 'later';
    }
  }

  private async whyNot(organizationId: string, tokenVersion: number): Promise<RefreshResult> {
    const known = await this.connections.find(organizationId);
    if (known?.state !== 'active') return 'impossible';
    if (known.tokenVersion > tokenVersion) return 'refreshed';
    return known.isRenewable ? 'later' : 'impossible';
  }

  /** The old pair is dead: what is not stored now is lost for ever. */
  private async store(inHand: RefreshInHand, grant: Grant): Promise<boolean> {
    const until = this.clock.monotonicMs() + STORES_FOR_MS;
    for (;;) {
      try {
        return await this.connections.storeRefreshed(inHand, grant);
      } catch (error) {
        if (!isDatabaseUnavailable(error) || this.clock.monotonicMs() > until) throw error;
        await this.pause(STORE_AGAIN_MS);
      }
    }
  }
}
