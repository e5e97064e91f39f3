import type { ZendeskGateway } from '@parley/zendesk';
import type { AttachmentPorts } from '../bring-attachment/attachment-ports';
import type { TicketSight } from './lane';
import type { LaneStore } from './lane-store';
import type { RecentLooks } from './recent-looks';
import type { Transcript } from './transcript';

/** What the lanes ask of Zendesk. */
export type TicketDesk = Pick<
  ZendeskGateway,
  | 'admit'
  | 'createTicket'
  | 'updateTicket'
  | 'showTicket'
  | 'findAudit'
  | 'showAudit'
  | 'redactComment'
  | 'ticketsByExternalId'
  | 'searchTickets'
  | 'deletedTickets'
  | 'findAgentByEmail'
  | 'uploadFile'
  | 'me'
>;

/** Which agent has an advisor's address, remembered for a while (K3). */
export interface AgentBook {
  /** `undefined`: not known, or not lately. `null`: there is none. */
  known(organizationId: string, key: string): Promise<number | null | undefined>;
  remember(organizationId: string, key: string, zendeskUserId: number | null): Promise<void>;
}

/** Time, as a lane needs it. */
export interface LaneClock {
  now(): Date;
  /** Never jumps; leases are checked on it. */
  monotonicMs(): number;
}

/** Things that an operator may want to see; none is a failure of the lane's own. */
export interface LaneWatch {
  /** Several tickets carry one external id: two creates got through. */
  severalTickets(organizationId: string, ticketKey: string, ticketIds: readonly number[]): void;
  /** Zendesk dropped properties that it does not know: a fault of ours. */
  unpermittedKeys(organizationId: string, keys: readonly string[]): void;
  /** A comment that shows a deleted message is not built as Parley wrote it, so nothing of it was redacted. */
  notRedacted(organizationId: string, ticketKey: string, commentId: number): void;
  /** An effect of this kind ended in this state, or became unknown. */
  effectEnded(label: string, state: string): void;
}

/** Times and sizes of the protocol; see `config.ts` for the settings behind them. */
export interface LaneSettings {
  /** Longest time of one call, in ms. */
  readonly callTimeoutMs: number;
  /** More than twice the call's longest time, in ms. */
  readonly leaseMs: number;
  /** How long after the first try an update of unknown end is looked for in the audits, in ms. */
  readonly settleMs: number;
  /** How long a create of unknown end is sent again under its key; Zendesk keeps keys for two hours. */
  readonly idempotencyMs: number;
  /** How long Zendesk's search index may lag behind, in ms. */
  readonly searchLagMs: number;
  /** Entries of the transcript read at once. */
  readonly pageSize: number;
  /** Effects written before the lane goes back into the queue, so that one long history does not keep a place for ever. */
  readonly stepsPerClaim: number;
}

/** Everything a lane's steps touch. Nothing else is read or changed, so a simulation can stand in for all of it. */
export interface LanePorts {
  readonly store: LaneStore;
  readonly transcript: Transcript;
  readonly agents: AgentBook;
  readonly attachments: AttachmentPorts;
  readonly desk: TicketDesk;
  readonly clock: LaneClock;
  readonly looks: RecentLooks;
  readonly watch: LaneWatch;
  readonly settings: LaneSettings;
}

/** A lane in hand: the lease's end is on the monotonic clock of this process. */
export interface Lease {
  endsAtMs: number;
  /** The ticket that was made under this very claim: nothing can be in it that the lane does not know. */
  madeTicketId?: number;
  /**
   * That ticket as read since, for the next change alone. Stored it could come back with a restored database, and let a change
   * through that was made in the same second.
   */
  sight?: TicketSight;
}

/** What comes of one step. */
export type Step =
  | { readonly kind: 'go-on' }
  /** Nothing to do now; the lane goes back, and is taken up again after `restMs` at the earliest. */
  | { readonly kind: 'rest'; readonly restMs?: number }
  /** Somebody else holds the lane. */
  | { readonly kind: 'lost' }
  /** The whole organization must wait, or the updates of its tickets, or the making of new ones. */
  | {
      readonly kind: 'pause';
      readonly scope: 'organization' | 'updates' | 'creates';
      readonly forMs: number;
    };

export const GO_ON: Step = { kind: 'go-on' };
export const LOST: Step = { kind: 'lost' };
