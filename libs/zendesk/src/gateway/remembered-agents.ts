import type { Clock } from '@parley/platform';
import type { ZendeskOutcome } from './outcome';
import type { ZendeskUser } from './shapes';

type Answer = Extract<ZendeskOutcome<ZendeskUser | undefined>, { kind: 'ok' }>;

/** An agent hired or gone is noticed within this time; one that was not found is looked for again sooner. */
const FOUND_LIFE_MS = 600_000;
const ABSENT_LIFE_MS = 120_000;
const MOST_ENTRIES = 10_000;

/** Remembers which agent has which address, so that an advisor's hundred replies cost one search. Kept in memory only. */
export class RememberedAgents {
  private readonly answers = new Map<string, { readonly answer: Answer; readonly until: number }>();

  constructor(private readonly clock: Clock) {}

  /** The remembered answer, else what `look` gives; only sure answers are remembered. */
  async find(
    organizationId: string,
    email: string,
    look: () => Promise<ZendeskOutcome<ZendeskUser | undefined>>,
  ): Promise<ZendeskOutcome<ZendeskUser | undefined>> {
    const key = `${organizationId} ${email.toLowerCase()}`;
    const known = this.answers.get(key);
    if (known !== undefined && known.until > this.clock.monotonicMs()) return known.answer;
    const outcome = await look();
    if (outcome.kind === 'ok') this.remember(key, outcome);
    return outcome;
  }

  private remember(key: string, answer: Answer): void {
    this.answers.delete(key);
    const life = answer.body === undefined ? ABSENT_LIFE_MS : FOUND_LIFE_MS;
    this.answers.set(key, { answer, until: this.clock.monotonicMs() + life });
    const [oldest] = this.answers.keys();
    if (this.answers.size > MOST_ENTRIES && oldest !== undefined) this.answers.delete(oldest);
  }
}
