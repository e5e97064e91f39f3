import { Body, Controller, Inject, Param } from '@nestjs/common';
import { ChooseCustomerBodySchema, Closed, EventRefSchema, Uuid } from '@parley/contracts';
import type { ChooseCustomerBody, EventRef } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import { CurrentPrincipal } from '../access/caller';
import { ROLES } from '../access/role';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { ChooseCustomer } from './choose-customer';

/** The choice among several users that have the address of Mode B (C3). */
@Controller()
export class ChooseCustomerController {
  constructor(@Inject(ChooseCustomer) private readonly choosing: ChooseCustomer) {}

  @ApiRoute({
    method: 'POST',
    path: '/v1/parked/:id/choose',
    operation: 'chooseCustomer',
    tag: 'Error desk',
    summary: 'Chooses one of the users that match; remembered for every conversation of this requester',
    access: ROLES,
    params: Closed({ id: Uuid }),
    body: ChooseCustomerBodySchema,
    status: 202,
    response: Type.Object({ command: EventRefSchema }),
    problems: ['parked-unknown', 'nothing-to-choose', 'not-a-candidate', 'log-unavailable'],
  })
  async choose(
    @Param('id') id: string,
    @Body() body: ChooseCustomerBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ readonly command: EventRef }> {
    return { command: await this.choosing.choose(id, body, principal) };
  }
}
