import { Body, Controller, HttpCode, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import {
  INTERNAL_CUSTOMERS,
  PROBLEM_CODES,
  PROBLEM_MEDIA_TYPE,
  validate,
  type InternalCustomerBody,
  type InternalCustomerCall,
} from '@parley/contracts';
import { isDatabaseUnavailable } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { CREATE_CUSTOMER, FIND_CUSTOMERS } from '../tokens';
import type { CreateCustomer } from './create-customer';
import type { FindCustomers } from './find-customers';
import { refused, type Served } from './served';
import { ServiceCredentialGuard } from './service-credential.guard';

const PATH = '/internal/v1/organizations/:organizationId';

/** What gateway asks on behalf of people (C1, C2): who may ask, and for whom (G4), was decided there. */
@Controller()
@UseGuards(ServiceCredentialGuard)
export class CustomersController {
  constructor(
    @Inject(FIND_CUSTOMERS) private readonly find: FindCustomers,
    @Inject(CREATE_CUSTOMER) private readonly making: CreateCustomer,
  ) {}

  @Post(`${PATH}/user-fields`)
  @HttpCode(200)
  userFields(
    @Param('organizationId') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return answer(reply, 'user-fields', {}, () => this.find.userFields(id));
  }

  @Post(`${PATH}/search`)
  @HttpCode(200)
  search(
    @Param('organizationId') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return answer(reply, 'search', body, (request) => this.find.search(id, request));
  }

  @Post(`${PATH}/show`)
  @HttpCode(200)
  show(
    @Param('organizationId') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return answer(reply, 'show', body, (request) => this.find.show(id, request));
  }

  @Post(`${PATH}/create`)
  @HttpCode(200)
  create(
    @Param('organizationId') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return answer(reply, 'create', body, (request) => this.making.create(id, request));
  }
}

async function answer<Call extends InternalCustomerCall>(
  reply: FastifyReply,
  call: Call,
  body: unknown,
  serve: (request: InternalCustomerBody<Call>) => Promise<Served<unknown>>,
): Promise<unknown> {
  const checked = validate(INTERNAL_CUSTOMERS[call].body, body ?? null, 'invalid-body');
  const outcome = checked.ok
    ? await serve(checked.value as InternalCustomerBody<Call>).catch(databaseAway)
    : refused('invalid-body', 'The body is not valid', { faults: checked.faults });
  if (outcome.ok) return outcome.body;
  const { retryAfterSeconds, ...problem } = outcome.problem;
  const { status, title } = PROBLEM_CODES[problem.code];
  void reply.code(status).header('content-type', PROBLEM_MEDIA_TYPE);
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  return { type: `urn:parley:problem:${problem.code}`, title, status, ...problem };
}

function databaseAway(error: unknown): Served<never> {
  if (!isDatabaseUnavailable(error)) throw error;
  return refused('database-unavailable', 'The database did not answer. Ask again shortly.', {
    retryAfterSeconds: 2,
  });
}
