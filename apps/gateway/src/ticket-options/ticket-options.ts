import { Inject } from '@nestjs/common';
import type {
  MissingTicketOptions,
  TicketFieldOption,
  TicketOptionPart,
  TicketOptionsView,
} from '@parley/contracts';
import { CLOCK } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { withPatience } from '@parley/zendesk';
import type { TicketCatalog, TicketField, Unapplied, ZendeskGateway } from '@parley/zendesk';
import { ZENDESK_GATEWAY } from '../connect-organization/connect-organization';
import type { Organization } from '../connect-organization/organization';
import { disconnectedOrganization } from '../connect-organization/organization-problems';
import { ProblemError } from '../http-edge/problem';
import { mayNotifyRequester } from './notifying-triggers';

/** How long an answer is given again, in milliseconds: a page asks for it with every one of its parts. */
const FRESH_MS = 30_000;
/** An answer with something missing is given again only for so long, in milliseconds. */
const FRESH_WITH_GAPS_MS = 3_000;
/** Organizations whose answer is remembered; the whole memory is thrown away beyond it. */
const MOST_REMEMBERED = 1_000;

/** What the ticket settings of an organization can be chosen from, as its Zendesk has it now. */
export class TicketOptions {
  private readonly known = new Map<string, { readonly answer: TicketOptionsView; readonly until: number }>();

  constructor(
    @Inject(ZENDESK_GATEWAY) private readonly zendesk: Pick<ZendeskGateway, 'ticketCatalog'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `organization-not-authorised` or `organization-disconnected`; whatever else stands in the way is told as missing. */
  async of(organization: Organization): Promise<TicketOptionsView> {
    const known = this.known.get(organization.id);
    if (known !== undefined && known.until > this.clock.monotonicMs()) return known.answer;
    const answer = await this.read(organization);
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    const freshMs = answer.missing.length === 0 ? FRESH_MS : FRESH_WITH_GAPS_MS;
    this.known.set(organization.id, { answer, until: this.clock.monotonicMs() + freshMs });
    return answer;
  }

  private async read({ id, url }: Organization): Promise<TicketOptionsView> {
    const groups = await this.part(id, 'groups', 'groups');
    const [brands, forms, fields, triggers] = await Promise.all([
      this.part(id, 'brands', 'brands'),
      this.part(id, 'forms', 'ticket_forms'),
      this.part(id, 'fields', 'ticket_fields'),
      this.part(id, 'triggers', 'triggers'),
    ]);
    return {
      readAt: this.clock.now().toISOString(),
      groups: groups.items.filter(({ deleted }) => deleted !== true).map(({ id, name }) => ({ id, name })),
      brands: brands.items
        .filter((brand) => brand.active !== false && brand.is_deleted !== true)
        .map(withDefault),
      forms: forms.items.filter(({ active }) => active !== false).map(withDefault),
      fields: fields.items.filter(({ active }) => active !== false).map(fieldOption),
      notifyingTriggers: triggers.items
        .filter(mayNotifyRequester)
        .map(({ id, title }) => ({ id, title, url: `${url}/admin/objects-rules/rules/triggers/${id}` })),
      missing: [groups, brands, forms, fields, triggers].flatMap(({ missing }) => missing),
    };
  }

  private async part<Kind extends keyof TicketCatalog>(
    organizationId: string,
    part: TicketOptionPart,
    kind: Kind,
  ): Promise<{
    readonly items: readonly TicketCatalog[Kind][];
    readonly missing: readonly MissingTicketOptions[];
  }> {
    const outcome = await withPatience(() => this.zendesk.ticketCatalog(organizationId, kind));
    if (outcome.kind !== 'ok') return { items: [], missing: [missingPart(part, outcome)] };
    const { items, complete } = outcome.body;
    const detail = `Only the first ${items.length} are shown.`;
    return { items, missing: complete ? [] : [{ part, reason: 'too-many', detail }] };
  }
}

function withDefault({ id, name, default: isDefault }: TicketCatalog['brands' | 'ticket_forms']) {
  return { id, name, default: isDefault === true };
}

/** What Parley cannot set by a field's id: what Zendesk brings itself, and what its API refuses to take. */
function isSettable({ type, removable }: TicketField): boolean {
  return removable !== false && type !== 'partialcreditcard';
}

function fieldOption(field: TicketField): TicketFieldOption {
  const options = field.custom_field_options ?? [];
  return {
    id: field.id,
    title: field.title,
    type: field.type,
    required: field.required === true,
    settable: isSettable(field),
    ...(options.length === 0 ? {} : { options: options.map(({ name, value }) => ({ name, value })) }),
  };
}

function missingPart(part: TicketOptionPart, outcome: Unapplied): MissingTicketOptions {
  switch (outcome.kind) {
    case 'unauthorised':
      throw new ProblemError('organization-not-authorised', 'Re-authorize the organization.');
    case 'not-sent':
      if (outcome.reason === 'organization-disconnected' || outcome.reason === 'organization-unknown')
        throw disconnectedOrganization();
      return { part, reason: 'zendesk-unavailable', detail: `Nothing was sent: ${outcome.reason}.` };
    case 'refused':
      return refusedPart(part, outcome.status);
    case 'rate-limited':
      return {
        part,
        reason: 'zendesk-unavailable',
        detail: 'The budget of calls is used up for the moment.',
      };
    case 'conflict':
    case 'unknown':
      return { part, reason: 'zendesk-unavailable', detail: 'Zendesk gave no usable answer. Ask again.' };
  }
}

/** Zendesk answers a feature that the plan does not have like one that the user may not see; only 404 is sure. */
function refusedPart(part: TicketOptionPart, status: number): MissingTicketOptions {
  if (status === 404) return { part, reason: 'not-in-plan', detail: 'This Zendesk does not have them.' };
  const detail =
    part === 'brands' || part === 'forms'
      ? `Zendesk answered ${status}: the plan may not have them, or the connected user may not read them.`
      : `Zendesk answered ${status}: the connected user may not read them.`;
  return { part, reason: 'not-permitted', detail };
}
