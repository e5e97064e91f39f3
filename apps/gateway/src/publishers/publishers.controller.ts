import { randomUUID } from 'node:crypto';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import {
  AddPublisherSchema,
  ChangePublisherSchema,
  Closed,
  PublisherCredentialSchema,
  PublisherPageSchema,
  PublisherViewSchema,
  PublishersQuerySchema,
  Uuid,
} from '@parley/contracts';
import type {
  AddPublisher,
  ChangePublisher,
  Page,
  PublisherCredential,
  PublisherView,
} from '@parley/contracts';
import { CLOCK } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { CurrentPrincipal } from '../access/caller';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { decodeCursor, page } from '../http-edge/cursor';
import type { PageQuery } from '../http-edge/cursor';
import { ProblemError } from '../http-edge/problem';
import { PUBLISHER_STORE } from './publisher';
import type { PublisherSettings, PublisherStore } from './publisher';
import { PublisherCredentials } from './publisher-credentials';
import { hashPublisherToken, newPublisherToken } from './publisher-token';

const PATH = '/v1/publishers';
const Params = Closed({ publisherId: Uuid });
const ADMINISTRATOR = ['administrator'] as const;

/** Who may publish, and within which limits. */
@Controller()
export class PublishersController {
  constructor(
    @Inject(PUBLISHER_STORE) private readonly store: PublisherStore,
    @Inject(PublisherCredentials) private readonly credentials: Pick<PublisherCredentials, 'forget'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: PATH,
    operation: 'listPublishers',
    tag: 'Publishers',
    summary: 'Lists the publishers by name',
    access: ADMINISTRATOR,
    query: PublishersQuerySchema,
    status: 200,
    response: PublisherPageSchema,
  })
  async list(@Query() query: PageQuery): Promise<Page<PublisherView>> {
    const [name, id] = query.cursor === undefined ? [] : decodeCursor(query.cursor, ['string', 'uuid']);
    const after = name === undefined || id === undefined ? undefined : { name: String(name), id: String(id) };
    const publishers = await this.store.list(query.limit + 1, after);
    return page(publishers, query.limit, (publisher) => [publisher.name, publisher.id]);
  }

  @ApiRoute({
    method: 'POST',
    path: PATH,
    operation: 'addPublisher',
    tag: 'Publishers',
    summary: 'Admits a publisher and gives its credential, this once',
    description: 'Only a hash of the credential is kept: a lost one is replaced by a new publisher.',
    access: ADMINISTRATOR,
    body: AddPublisherSchema,
    status: 201,
    response: PublisherCredentialSchema,
  })
  async add(
    @Body() body: AddPublisher,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PublisherCredential> {
    const token = newPublisherToken();
    const id = randomUUID();
    const { name, sourcePrefix = null, idPrefix = null, eventsPerMinute = null } = body;
    const createdAt = this.clock.now().toISOString();
    await this.store.add(
      { id, name, sourcePrefix, idPrefix, eventsPerMinute, createdAt, createdBy: principal.subject },
      hashPublisherToken(token),
    );
    return { id, token };
  }

  @ApiRoute({
    method: 'PATCH',
    path: `${PATH}/:publisherId`,
    operation: 'changePublisher',
    tag: 'Publishers',
    summary: 'Changes the name or the limits of a publisher; effective on every replica within a second',
    access: ADMINISTRATOR,
    params: Params,
    body: ChangePublisherSchema,
    status: 200,
    response: PublisherViewSchema,
    problems: ['publisher-unknown'],
  })
  async change(@Param('publisherId') id: string, @Body() body: ChangePublisher): Promise<PublisherView> {
    const settings: Partial<PublisherSettings> = body;
    const publisher = await this.store.change(id, settings);
    this.credentials.forget();
    if (publisher === undefined) throw unknownPublisher();
    return publisher;
  }

  @ApiRoute({
    method: 'DELETE',
    path: `${PATH}/:publisherId`,
    operation: 'removePublisher',
    tag: 'Publishers',
    summary: 'Withdraws a publisher and its credential; effective on every replica within a second',
    access: ADMINISTRATOR,
    params: Params,
    status: 204,
    problems: ['publisher-unknown'],
  })
  async remove(@Param('publisherId') id: string): Promise<void> {
    const removed = await this.store.remove(id);
    this.credentials.forget();
    if (!removed) throw unknownPublisher();
  }
}

function unknownPublisher(): ProblemError {
  return new ProblemError('publisher-unknown', 'No publisher has this id.');
}
