import type { OrganizationState, OverviewView, ThroughputPoint } from '@parley/contracts';

/** What is known of one organization without asking anybody. */
export interface OrganizationFacts {
  readonly id: string;
  readonly name: string;
  readonly state: OrganizationState;
  readonly backlog: OverviewView['organizations'][number]['backlog'];
}

/** Tickets that are behind, of one organization. */
export interface BehindFacts {
  readonly organizationId: string;
  readonly count: number;
  readonly oldestSince: Date;
}

/** What the overview is made of, but the budgets. */
export interface OverviewFacts {
  readonly now: Date;
  readonly throughput: readonly ThroughputPoint[];
  readonly conversations: OverviewView['conversations'];
  readonly behind: readonly BehindFacts[];
  readonly parked: OverviewView['parked'];
  readonly breakers: readonly (OverviewView['organizations'][number]['breakers'][number] & {
    readonly organizationId: string;
  })[];
  readonly alerts: OverviewView['alerts'];
  /** Open alerts by organization. */
  readonly openAlerts: ReadonlyMap<string, number>;
  readonly organizations: readonly OrganizationFacts[];
}

/** Injects the `OverviewStore`. */
export const OVERVIEW_STORE = Symbol('gateway.overview-store');

/** What the read model knows of everything together. */
export interface OverviewStore {
  /** At a cost that does not grow with the number of conversations. */
  read(): Promise<OverviewFacts>;
}
