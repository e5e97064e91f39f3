import { Controller, Inject } from '@nestjs/common';
import { OverviewSchema } from '@parley/contracts';
import type { OverviewView } from '@parley/contracts';
import { ApiRoute } from '../http-edge/api-route';
import { ShowOverview } from './show-overview';

/** How everything is together. */
@Controller()
export class OverviewController {
  constructor(@Inject(ShowOverview) private readonly showing: Pick<ShowOverview, 'overview'>) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/overview',
    operation: 'getOverview',
    tag: 'Operations',
    summary: 'Shows throughput, freshness, and what waits for whom',
    description:
      'Costs the same however many conversations there are: tickets behind, conversations of a state and parked tickets are counted up to 10,000 each. At most two seconds old.',
    access: ['administrator', 'operator'],
    status: 200,
    response: OverviewSchema,
  })
  get(): Promise<OverviewView> {
    return this.showing.overview();
  }
}
