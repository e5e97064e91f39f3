import { Body, Controller, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import {
  CreateCustomerSchema,
  CreatedCustomerSchema,
  CustomerListSchema,
  CustomerPathSchema,
  CustomerQuerySchema,
  CustomerViewSchema,
  CustomersPathSchema,
  CustomersQuerySchema,
  UserFieldsViewSchema,
} from '@parley/contracts';
import type {
  CreateCustomer,
  CreatedCustomer,
  CustomerList,
  CustomerView,
  CustomerWorkplace,
  UserFieldsView,
} from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal } from '../access/caller';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { ProblemError } from '../http-edge/problem';
import { ServeCustomers } from './serve-customers';

const ORGANIZATION = '/v1/organizations/:organizationId';
const WHO = ['administrator', 'advisor'] as const;
const ZENDESK_PROBLEMS = [
  'organization-unknown',
  'organization-disconnected',
  'organization-not-authorised',
  'zendesk-unreachable',
  'zendesk-busy',
  'customer-service-unavailable',
] as const;
const WORKPLACE_PROBLEMS = ['x-contract-missing', 'account-unknown'] as const;
const IN_WORKPLACE = 'Refused where contactId or accountId leads to X without a direct API contract (G4).';
const LONGEST_KEY = 255;

/** The users of a Zendesk, as advisors and administrators see them (C1, C2). */
@Controller()
export class CustomersController {
  constructor(@Inject(ServeCustomers) private readonly customers: ServeCustomers) {}

  @ApiRoute({
    method: 'GET',
    path: `${ORGANIZATION}/user-fields`,
    operation: 'listUserFields',
    tag: 'Customers',
    summary: 'Lists what the search, display and creation fields may name, as this Zendesk has it now',
    access: WHO,
    params: CustomersPathSchema,
    status: 200,
    response: UserFieldsViewSchema,
    problems: ZENDESK_PROBLEMS,
  })
  userFields(@Param('organizationId') id: string): Promise<UserFieldsView> {
    return this.customers.userFields(id);
  }

  @ApiRoute({
    method: 'GET',
    path: `${ORGANIZATION}/customers`,
    operation: 'searchCustomers',
    tag: 'Customers',
    summary: 'Looks for customers in the search fields; shows the display fields',
    description: `One word is looked for as the beginning of a word, everything else as it stands. Zendesk's search index is minutes behind. ${IN_WORKPLACE}`,
    access: WHO,
    params: CustomersPathSchema,
    query: CustomersQuerySchema,
    status: 200,
    response: CustomerListSchema,
    problems: [...ZENDESK_PROBLEMS, ...WORKPLACE_PROBLEMS],
  })
  search(
    @Param('organizationId') id: string,
    @Query() { query, ...workplace }: CustomerWorkplace & { readonly query: string },
  ): Promise<CustomerList> {
    return this.customers.search(id, query, workplace);
  }

  @ApiRoute({
    method: 'GET',
    path: `${ORGANIZATION}/customers/:zendeskUserId`,
    operation: 'getCustomer',
    tag: 'Customers',
    summary: 'Shows the display fields of a customer',
    description: IN_WORKPLACE,
    access: WHO,
    params: CustomerPathSchema,
    query: CustomerQuerySchema,
    status: 200,
    response: CustomerViewSchema,
    problems: ['customer-unknown', ...ZENDESK_PROBLEMS, ...WORKPLACE_PROBLEMS],
  })
  show(
    @Param() path: { readonly organizationId: string; readonly zendeskUserId: number },
    @Query() workplace: CustomerWorkplace,
  ): Promise<CustomerView> {
    return this.customers.show(path.organizationId, path.zendeskUserId, workplace);
  }

  @ApiRoute({
    method: 'POST',
    path: `${ORGANIZATION}/customers`,
    operation: 'createCustomer',
    tag: 'Customers',
    summary: 'Creates a customer with the creation fields, once',
    description: `The same e-mail address, the same values for the same contact, or the same Idempotency-Key is the same customer. ${IN_WORKPLACE}`,
    access: WHO,
    params: CustomersPathSchema,
    headers: Type.Object({
      'idempotency-key': Type.Optional(
        Type.String({ maxLength: LONGEST_KEY, description: 'Needed without e-mail address and contactId' }),
      ),
    }),
    body: CreateCustomerSchema,
    status: 201,
    response: CreatedCustomerSchema,
    alsoAnswers: { 200: { description: 'Had been created before', schema: CreatedCustomerSchema } },
    problems: [
      'customer-exists',
      'customer-invalid',
      'customer-refused',
      'creation-key-missing',
      ...ZENDESK_PROBLEMS,
      ...WORKPLACE_PROBLEMS,
    ],
  })
  async create(
    @Param('organizationId') id: string,
    @Body() body: CreateCustomer,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedCustomer> {
    if (key !== undefined && (key.length === 0 || key.length > LONGEST_KEY))
      throw new ProblemError('invalid-parameters', `Idempotency-Key has 1 to ${LONGEST_KEY} characters.`);
    const customer = await this.customers.create(id, body, key, principal);
    reply
      .code(customer.created ? 201 : 200)
      .header('location', `/v1/organizations/${id}/customers/${customer.zendeskUserId}`);
    return customer;
  }
}
