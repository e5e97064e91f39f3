import { type Static, Type } from '@sinclair/typebox';
import { CreateFieldsSchema, FieldPath } from '../organization/configuration';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, HttpUrl, Id, Line, Nullable, OneOf, Uuid, ZendeskId } from '../schema/primitives';

/** What a property of a user can be used for. */
export const USER_FIELD_USES = ['search', 'display', 'create'] as const;

/** What a property of a user can be used for. */
export type UserFieldUse = (typeof USER_FIELD_USES)[number];

/** Schema of {@link UserFieldView}. */
export const UserFieldViewSchema = Type.Object({
  key: Type.String({ description: 'As the lists of the configuration name it: `name`, `user_fields.plan`' }),
  title: Type.String(),
  type: Type.String({
    description: "Zendesk's type: text, textarea, email, checkbox, integer, dropdown, ...",
  }),
  standard: Type.Boolean({ description: 'False for a user field of this Zendesk' }),
  uses: Type.Array(OneOf(USER_FIELD_USES), { description: 'Lists that may name it' }),
  options: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
      description: 'Values of a dropdown or multiselect',
    }),
  ),
});

/** A standard property of users, or a user field as this Zendesk has it (C1). */
export type UserFieldView = DeepReadonly<Static<typeof UserFieldViewSchema>>;

/** Schema of {@link UserFieldsView}. */
export const UserFieldsViewSchema = Type.Object({
  items: Type.Array(UserFieldViewSchema),
  missing: Type.Array(Type.String(), {
    description: 'Names in the lists of the configuration that this Zendesk does not have (any more)',
  }),
  lists: Type.Optional(
    Type.Object(
      {
        searchFields: Type.Array(FieldPath),
        displayFields: Type.Array(FieldPath),
        createFields: CreateFieldsSchema,
      },
      { description: 'The three lists of the configuration, for those who may not read the rest of it' },
    ),
  ),
});

/** Answer of `GET /v1/organizations/{id}/user-fields`. */
export type UserFieldsView = DeepReadonly<Static<typeof UserFieldsViewSchema>>;

/** Value of a property of a user, as Zendesk tells it. */
export const UserFieldValueSchema = Nullable(
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]),
);

/** Value of a property of a user. */
export type UserFieldValue = DeepReadonly<Static<typeof UserFieldValueSchema>>;

/** Schema of {@link FoundCustomer}. */
export const FoundCustomerSchema = Type.Object({
  zendeskUserId: ZendeskId,
  suspended: Type.Boolean({ description: 'No ticket can be made for a suspended customer (C4)' }),
  fields: Type.Record(Type.String(), UserFieldValueSchema, {
    description: 'The display fields of the configuration, by their names there',
  }),
});

/** A user of Zendesk, as customer-service tells gateway. */
export type FoundCustomer = DeepReadonly<Static<typeof FoundCustomerSchema>>;

/** Schema of {@link CustomerView}. */
export const CustomerViewSchema = Type.Object({ ...FoundCustomerSchema.properties, url: HttpUrl });

/** A user of Zendesk as an advisor sees them: the display fields and nothing more (C1). */
export type CustomerView = DeepReadonly<Static<typeof CustomerViewSchema>>;

/** Where the advisor works: a customer of a contact on X without a direct API contract is not looked for (G4). */
const workplace = {
  contactId: Type.Optional(Id),
  accountId: Type.Optional(Id),
};

/** The contact or account that somebody looks for a customer for. */
export interface CustomerWorkplace {
  readonly contactId?: string;
  readonly accountId?: string;
}

/** Path of the customers of an organization. */
export const CustomersPathSchema = Closed({ organizationId: Uuid });

/** Path of one customer. */
export const CustomerPathSchema = Closed({ organizationId: Uuid, zendeskUserId: ZendeskId });

/** Query of `GET /v1/organizations/{id}/customers`. */
export const CustomersQuerySchema = Closed({
  query: Line(200, { description: 'Looked for in the search fields of the configuration' }),
  ...workplace,
});

/** Query of `GET /v1/organizations/{id}/customers/{zendeskUserId}`. */
export const CustomerQuerySchema = Closed(workplace);

/** Schema of {@link CustomerList}. */
export const CustomerListSchema = Type.Object({
  items: Type.Array(CustomerViewSchema),
  complete: Type.Boolean({ description: 'False when more users match than are shown' }),
});

/** Answer of `GET /v1/organizations/{id}/customers`. */
export type CustomerList = DeepReadonly<Static<typeof CustomerListSchema>>;

/** Body of `POST /v1/organizations/{id}/customers`. */
export const CreateCustomerSchema = Closed({
  fields: Type.Record(FieldPath, UserFieldValueSchema, {
    additionalProperties: false,
    maxProperties: 100,
    description: 'Values by the names of the creation fields of the configuration',
  }),
  ...workplace,
});

/** A customer to create, with the creation fields of the configuration. */
export type CreateCustomer = DeepReadonly<Static<typeof CreateCustomerSchema>>;

/** Schema of {@link CreatedCustomer}. */
export const CreatedCustomerSchema = Type.Object({
  ...CustomerViewSchema.properties,
  created: Type.Boolean({ description: 'False when this very customer had been created before' }),
});

/** Answer of `POST /v1/organizations/{id}/customers`. */
export type CreatedCustomer = DeepReadonly<Static<typeof CreatedCustomerSchema>>;

/** Body of `POST /v1/parked/{id}/choose`. */
export const ChooseCustomerBodySchema = Closed({
  zendeskUserId: ZendeskId,
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
});

/** The one of several users that a requester is (C3). */
export type ChooseCustomerBody = DeepReadonly<Static<typeof ChooseCustomerBodySchema>>;

const displayFields = Type.Array(FieldPath);

/**
 * What gateway asks customer-service over HTTP: `POST /internal/v1/organizations/{organizationId}/{name}`. The lists are those of the
 * present configuration, which gateway owns, so that a change is effective at once. Errors are problems, as outside.
 */
export const INTERNAL_CUSTOMERS = {
  'user-fields': {
    body: Closed({}),
    answer: Type.Object({ items: Type.Array(UserFieldViewSchema) }),
  },
  search: {
    body: Closed({ query: Line(200), searchFields: Type.Array(FieldPath), displayFields }),
    answer: Type.Object({ items: Type.Array(FoundCustomerSchema), complete: Type.Boolean() }),
  },
  show: { body: Closed({ zendeskUserId: ZendeskId, displayFields }), answer: FoundCustomerSchema },
  create: {
    body: Closed({
      fields: CreateCustomerSchema.properties.fields,
      createFields: CreateFieldsSchema,
      displayFields,
      contactId: Type.Optional(Id),
      creationKey: Type.Optional(Line(255)),
    }),
    answer: Type.Object({ ...FoundCustomerSchema.properties, created: Type.Boolean() }),
  },
} as const;

/** Something that gateway asks customer-service. */
export type InternalCustomerCall = keyof typeof INTERNAL_CUSTOMERS;
/** What goes with it. `contactId`, `creationKey` or an e-mail address tells a second try from a second customer. */
export type InternalCustomerBody<Call extends InternalCustomerCall> = DeepReadonly<
  Static<(typeof INTERNAL_CUSTOMERS)[Call]['body']>
>;
/** What comes back. */
export type InternalCustomerAnswer<Call extends InternalCustomerCall> = DeepReadonly<
  Static<(typeof INTERNAL_CUSTOMERS)[Call]['answer']>
>;

/** Path of what gateway asks customer-service. */
export function internalCustomersPath(organizationId: string, call: InternalCustomerCall): string {
  return `/internal/v1/organizations/${encodeURIComponent(organizationId)}/${call}`;
}
