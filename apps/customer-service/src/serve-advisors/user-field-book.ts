import type { Clock } from '@parley/platform';
import type { ZendeskGateway } from '@parley/zendesk';
import { served, withoutZendesk, type Served } from './served';
import { userProperties, type UserProperty } from './user-properties';

/** For searches and creations; whoever edits the configuration is shown what Zendesk has now. */
const FRESH_MS = 30_000;
/** Organizations that are remembered; the whole book is thrown away beyond it. */
const MOST_ORGANIZATIONS = 1_000;

type Properties = ReadonlyMap<string, UserProperty>;

const STANDARD = userProperties([]);

/** What the lists may name in each Zendesk, read from it and remembered for half a minute (C1). */
export class UserFieldBook {
  private readonly pages = new Map<string, { readonly properties: Properties; readonly until: number }>();

  constructor(
    private readonly zendesk: Pick<ZendeskGateway, 'userFields'>,
    private readonly clock: Clock,
  ) {}

  /** What this Zendesk has now. */
  async read(organizationId: string): Promise<Served<Properties>> {
    const outcome = await this.zendesk.userFields(organizationId);
    if (outcome.kind !== 'ok') return withoutZendesk(outcome);
    const properties = userProperties(outcome.body);
    if (this.pages.size >= MOST_ORGANIZATIONS) this.pages.clear();
    this.pages.set(organizationId, { properties, until: this.clock.monotonicMs() + FRESH_MS });
    return served(properties);
  }

  /** The properties with these names, among others. Zendesk is not asked when all are standard, or when it was asked a moment ago. */
  async withNames(organizationId: string, names: readonly string[]): Promise<Served<Properties>> {
    if (names.every((name) => STANDARD.has(name))) return served(STANDARD);
    const known = this.pages.get(organizationId);
    if (known !== undefined && known.until > this.clock.monotonicMs()) return served(known.properties);
    return this.read(organizationId);
  }
}
