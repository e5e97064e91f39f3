import type { ClaimRequest } from '../lane/lane-store';
import type { LaneClock, Step } from '../lane/ports';

/** The end of a 429, a breaker or a lost authorisation is not announced, so an organization is tried again this soon. */
const LONGEST_MS = 2_000;
const SHORTEST_MS = 50;

/** Organizations, or the updates of their tickets, that cannot be called now. Their lanes are not claimed, so others get the places. */
export class Pauses {
  private readonly organizations = new Map<string, number>();
  private readonly updates = new Map<string, number>();

  constructor(private readonly clock: LaneClock) {}

  note(organizationId: string, { scope, forMs }: Extract<Step, { kind: 'pause' }>): void {
    const until = this.clock.monotonicMs() + Math.min(Math.max(forMs, SHORTEST_MS), LONGEST_MS);
    (scope === 'organization' ? this.organizations : this.updates).set(organizationId, until);
  }

  /** Whatever was in the way may be gone. */
  clear(): void {
    this.organizations.clear();
    this.updates.clear();
  }

  /** What a claim leaves out now. */
  now(): Pick<ClaimRequest, 'resting' | 'restingUpdates'> {
    return { resting: this.current(this.organizations), restingUpdates: this.current(this.updates) };
  }

  /** Milliseconds until the next pause ends; infinite when there is none. */
  untilNext(): number {
    const ends = [...this.organizations.values(), ...this.updates.values()];
    return Math.min(...ends.map((end) => Math.max(end - this.clock.monotonicMs(), 1)));
  }

  private current(pauses: Map<string, number>): readonly string[] {
    const now = this.clock.monotonicMs();
    for (const [organizationId, until] of pauses) if (until <= now) pauses.delete(organizationId);
    return [...pauses.keys()];
  }
}
