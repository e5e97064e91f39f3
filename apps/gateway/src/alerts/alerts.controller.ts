import { Controller, Inject, Query } from '@nestjs/common';
import { AlertPageSchema, AlertsQuerySchema } from '@parley/contracts';
import type { AlertView, Page } from '@parley/contracts';
import { ROLES } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { decodeCursor, page } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { ALERT_STORE } from './alert-store';
import type { AlertFilter, AlertStore } from './alert-store';

/** What somebody has to know of, and who was told. */
@Controller()
export class AlertsController {
  constructor(@Inject(ALERT_STORE) private readonly store: Pick<AlertStore, 'list'>) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/alerts',
    operation: 'listAlerts',
    tag: 'Error desk',
    summary: 'Lists alerts, open ones and those of the last 90 days; newest first',
    description: 'One alert is one cause: everything of one kind, with one reason, at one organization.',
    access: ROLES,
    query: AlertsQuerySchema,
    status: 200,
    response: AlertPageSchema,
  })
  async list(@Query() query: PageQuery & AlertFilter): Promise<Page<AlertView>> {
    const { cursor, limit, ...filter } = query;
    const [since, id] = cursor === undefined ? [] : decodeCursor(cursor, ['timestamp', 'uuid']);
    const after = since === undefined ? undefined : { since: String(since), id: String(id) };
    const alerts = await this.store.list(filter, limit + 1, after);
    return page(alerts, limit, (alert) => [alert.since, alert.id]);
  }
}
