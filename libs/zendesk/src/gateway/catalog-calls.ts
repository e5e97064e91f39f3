import { Type } from '@sinclair/typebox';
import type { TicketCatalog, TicketCatalogItems, ZendeskGateway } from './gateway';
import { queryOf } from './json-body';
import type { ZendeskOutcome } from './outcome';
import { BrandShape, GroupShape, TicketFieldShape, TicketFormShape, TriggerShape } from './shapes';

const PAGE = 100;
/** Pages of a list that are read at most: people choose from it. */
const MOST_PAGES = 10;

const Next = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const SHAPES = {
  groups: Type.Object({ groups: Type.Array(GroupShape), next_page: Next }),
  brands: Type.Object({ brands: Type.Array(BrandShape), next_page: Next }),
  ticket_forms: Type.Object({ ticket_forms: Type.Array(TicketFormShape), next_page: Next }),
  ticket_fields: Type.Object({ ticket_fields: Type.Array(TicketFieldShape), next_page: Next }),
  triggers: Type.Object({ triggers: Type.Array(TriggerShape), next_page: Next }),
} as const;

/** Reads a list of the definitions that tickets refer to. */
export async function ticketCatalog<Kind extends keyof TicketCatalog>(
  send: ZendeskGateway['send'],
  organizationId: string,
  kind: Kind,
): Promise<ZendeskOutcome<TicketCatalogItems<Kind>>> {
  const items: TicketCatalog[Kind][] = [];
  for (let page = 1; ; page += 1) {
    const outcome = await send(organizationId, {
      method: 'GET',
      path: `/api/v2/${kind}?${queryOf({ per_page: PAGE, page })}`,
      callClass: 'read',
      shape: SHAPES[kind],
    });
    if (outcome.kind !== 'ok') return outcome;
    // The body has the shape of this kind: it was checked before it came here.
    const body: unknown = outcome.body;
    items.push(...(body as Readonly<Record<Kind, readonly TicketCatalog[Kind][]>>)[kind]);
    const hasMore = typeof outcome.body.next_page === 'string';
    if (!hasMore || page === MOST_PAGES) return { ...outcome, body: { items, complete: !hasMore } };
  }
}
