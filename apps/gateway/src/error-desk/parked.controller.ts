import { Controller, Inject, Query } from '@nestjs/common';
import { Closed, Id, ParkedTicketPageSchema, Timestamp, pageQuery } from '@parley/contracts';
import type { Page } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import { ROLES } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { decodeCursor, page } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { AMBIGUOUS_REQUESTERS } from '../choose-customer/ambiguous-requesters';
import type { AmbiguousRequesters } from '../choose-customer/ambiguous-requesters';
import { PARKED_STORE } from './parked-store';
import type { ParkedFilter, ParkedStore, ParkedTicket } from './parked-store';

const ParkedQuery = Closed({
  organizationId: Type.Optional(Id),
  reason: Type.Optional(Type.String({ minLength: 1 })),
  parkedBefore: Type.Optional(Timestamp),
  ...pageQuery,
});

/** What waits for a person (X3). */
@Controller()
export class ParkedController {
  constructor(
    @Inject(PARKED_STORE) private readonly store: ParkedStore,
    @Inject(AMBIGUOUS_REQUESTERS) private readonly ambiguous: Pick<AmbiguousRequesters, 'list'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/parked',
    operation: 'listParked',
    tag: 'Error desk',
    summary: 'Lists the tickets that an error, or a choice among customers, stops; longest waiting first',
    access: ROLES,
    query: ParkedQuery,
    status: 200,
    response: ParkedTicketPageSchema,
  })
  async list(@Query() query: PageQuery & ParkedFilter): Promise<Page<ParkedTicket>> {
    const { cursor, limit, ...filter } = query;
    const [since, id] = cursor === undefined ? [] : decodeCursor(cursor, ['timestamp', 'uuid']);
    const after = since === undefined ? undefined : { since: String(since), id: String(id) };
    const [parked, ambiguous] = await Promise.all([
      this.store.list(filter, limit + 1, after),
      this.ambiguous.list(filter, limit + 1, after),
    ]);
    const both = [...parked, ...ambiguous].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    return page(both, limit, ({ since: from, id: key }) => [from, key]);
  }
}

/** Times are RFC 3339 in UTC with milliseconds, so they sort as text. */
function placeOf({ since, id }: ParkedTicket): string {
  return `${since} ${id}`;
}
