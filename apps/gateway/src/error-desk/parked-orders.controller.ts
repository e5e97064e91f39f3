import { Body, Controller, Inject, Param } from '@nestjs/common';
import { Closed, Count, EventRefSchema, Id, Timestamp, Uuid } from '@parley/contracts';
import type { EventRef } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import { CurrentPrincipal } from '../access/caller';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { OrderParked } from './order-parked';
import type { RetryRequest } from './order-parked';

const WHO = ['administrator', 'operator'] as const;
const NOTE_CHARACTERS = 2_000;
const Note = Type.String({ minLength: 1, maxLength: NOTE_CHARACTERS, pattern: '\\S' });

const RetrySchema = Closed({
  ids: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 1_000, uniqueItems: true })),
  filter: Type.Optional(
    Closed({
      organizationId: Type.Optional(Id),
      reason: Type.Optional(Type.String({ minLength: 1 })),
      parkedBefore: Type.Optional(Timestamp),
    }),
  ),
  note: Type.Optional(Note),
});

/** What people order for parked tickets (X3). */
@Controller()
export class ParkedOrdersController {
  constructor(@Inject(OrderParked) private readonly orders: OrderParked) {}

  @ApiRoute({
    method: 'POST',
    path: '/v1/parked/retry',
    operation: 'retryParked',
    tag: 'Error desk',
    summary: 'Tries parked tickets again: these, or all that a filter names',
    description:
      'Give either ids or a filter; an empty filter names every parked ticket. A ticket that was deleted in Zendesk is made anew. Sending the same again is harmless.',
    access: WHO,
    body: RetrySchema,
    status: 202,
    response: Type.Object({ ordered: Count }),
    problems: ['log-unavailable'],
  })
  async retry(
    @Body() body: RetryRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ readonly ordered: number }> {
    return { ordered: await this.orders.retry(body, principal) };
  }

  @ApiRoute({
    method: 'POST',
    path: '/v1/parked/:id/ignore',
    operation: 'ignoreParked',
    tag: 'Error desk',
    summary: 'Skips what a ticket is parked on, with a note; the rest goes on',
    access: WHO,
    params: Closed({ id: Uuid }),
    body: Closed({ note: Note }),
    status: 202,
    response: Type.Object({ command: EventRefSchema }),
    problems: ['parked-unknown', 'log-unavailable'],
  })
  async ignore(
    @Param('id') id: string,
    @Body() { note }: { readonly note: string },
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ readonly command: EventRef }> {
    return { command: await this.orders.ignore(id, note, principal) };
  }
}
