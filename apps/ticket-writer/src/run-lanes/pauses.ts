import type { ClaimRequest } from '../lane/lane-store';
import type { LaneClock, Step } from '../lane/ports';

/** The end of a 429, a breaker or a lost authorisation is not announced, so an organization is tried again this soon. */
const LONGEST_MS = 2_000;
const SHORTEST_MS = 50;

type Pause = Extract<Step, { kind: 'pause' }>;

/** Organizations, or kinds of their calls, that cannot be called now. Such lanes are not claimed, so others get the places. */
export class Pauses {
  private readonly ends: Readonly<Record<Pause['scope'], Map<string, number>>> = {
    organization: new Map(),
    updates: new Map(),
    creates: new Map(),
  };

  constructor(private readonly clock: LaneClock) {}

  note(organizationId: string, { scope, forMs }: Pause): void {
    const until = this.clock.monotonicMs() + Math.min(Math.max(forMs, SHORTEST_MS), LONGEST_MS);
    this.ends[scope].set(organizationId, until);
  }

  /** Whatever was in the way may be gone. */
  clear(): void {
    for (const ends of Object.values(this.ends)) ends.clear();
  }

  /** What a claim leaves out now. */
  now(): Pick<ClaimRequest, 'resting' | 'restingUpdates' | 'restingCreates'> {
    return {
      resting: this.current('organization'),
      restingUpdates: this.current('updates'),
      restingCreates: this.current('creates'),
    };
  }

  /** Milliseconds until the next pause ends; infinite when there is none. */
  untilNext(): number {
    const ends = Object.values(this.ends).flatMap((pauses) => [...pauses.values()]);
    return Math.min(...ends.map((end) => Math.max(end - this.clock.monotonicMs(), 1)));
  }

  private current(scope: Pause['scope']): readonly string[] {
    const now = this.clock.monotonicMs();
    const ends = this.ends[scope];
    for (const [organizationId, until] of ends) if (until <= now) ends.delete(organizationId);
    return [...ends.keys()];
  }
}
