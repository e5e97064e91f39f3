import { Type, type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';

/** A reply may always carry more than we read. */
const open = <P extends TProperties>(properties: P): TObject<P> =>
  Type.Object(properties, { additionalProperties: true });
const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
/** Zendesk ids are positive numbers that fit a double. */
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** The part of a ticket that Parley reads. */
export const TicketShape = open({
  id: Id,
  status: Type.String(),
  updated_at: Type.String(),
  created_at: Type.String(),
  external_id: Type.Optional(nullable(Type.String())),
  requester_id: nullable(Id),
  assignee_id: Type.Optional(nullable(Id)),
  tags: Type.Array(Type.String()),
  subject: Type.Optional(nullable(Type.String())),
  is_public: Type.Optional(Type.Boolean()),
  followup_ids: Type.Optional(nullable(Type.Array(Id))),
});
/** A ticket as Zendesk tells it. */
export type Ticket = Static<typeof TicketShape>;

/** One event of an audit; `Comment` events carry the id of the comment. */
export const AuditEventShape = open({
  id: Type.Optional(Type.Integer()),
  type: Type.String(),
  html_body: Type.Optional(nullable(Type.String())),
  attachments: Type.Optional(nullable(Type.Array(open({ id: Id, content_url: Type.String() })))),
});

/** One audit of a ticket. Our marker is in `metadata.custom`. */
export const AuditShape = open({
  id: Id,
  created_at: Type.String(),
  author_id: Type.Optional(nullable(Type.Integer())),
  metadata: Type.Optional(
    nullable(open({ custom: Type.Optional(nullable(Type.Record(Type.String(), Type.Unknown()))) })),
  ),
  events: Type.Array(AuditEventShape),
  via: Type.Optional(
    nullable(
      open({
        source: Type.Optional(
          nullable(
            open({
              rel: Type.Optional(nullable(Type.String())),
              to: Type.Optional(nullable(open({ ticket_id: Type.Optional(Type.Unknown()) }))),
            }),
          ),
        ),
      }),
    ),
  ),
});
/** One change of a ticket, as its audit tells it. */
export type Audit = Static<typeof AuditShape>;

/** Answer to a create or update: the ticket, and the audit of this very change. */
export const TicketAnswerShape = open({ ticket: TicketShape, audit: Type.Optional(AuditShape) });
export type TicketAnswer = Static<typeof TicketAnswerShape>;

/** Answer to a read of one audit. */
export const AuditReadShape = open({ audit: AuditShape });

/** Answer to a redaction; nothing in it is read. */
export const RedactionShape = open({});

/** Answer to a read of one ticket. */
export const TicketReadShape = open({ ticket: TicketShape });

/** A list of tickets, by list filter or by search. */
export const TicketListShape = open({ tickets: Type.Array(TicketShape) });
export const SearchResultShape = open({
  results: Type.Array(
    open({
      id: Id,
      result_type: Type.Optional(Type.String()),
      external_id: Type.Optional(nullable(Type.String())),
    }),
  ),
});

/** A ticket in the bin (restorable for 30 days). */
export const DeletedTicketShape = open({
  id: Id,
  deleted_at: Type.Optional(nullable(Type.String())),
  subject: Type.Optional(nullable(Type.String())),
});
export type DeletedTicket = Static<typeof DeletedTicketShape>;
export const DeletedTicketListShape = open({
  deleted_tickets: Type.Array(DeletedTicketShape),
  next_page: Type.Optional(nullable(Type.String())),
});

/** A page of audits, cursor paged. */
export const AuditListShape = open({
  audits: Type.Array(AuditShape),
  meta: Type.Optional(
    open({ has_more: Type.Boolean(), after_cursor: Type.Optional(nullable(Type.String())) }),
  ),
});

/** A file that waits for its comment; the token is used up by it. */
export const UploadedFileShape = open({
  token: Type.String({ minLength: 1 }),
  expires_at: Type.Optional(nullable(Type.String())),
  attachment: Type.Optional(nullable(open({ id: Id }))),
});
export type UploadedFile = Static<typeof UploadedFileShape>;
export const UploadAnswerShape = open({ upload: UploadedFileShape });

/** The part of a user that Parley reads. */
export const UserShape = open({
  id: Id,
  name: Type.Optional(nullable(Type.String())),
  email: Type.Optional(nullable(Type.String())),
  role: Type.Optional(nullable(Type.String())),
  active: Type.Optional(nullable(Type.Boolean())),
  suspended: Type.Optional(nullable(Type.Boolean())),
  external_id: Type.Optional(nullable(Type.String())),
});
/** A Zendesk user. `role` is `end-user`, `agent` or `admin`; every other property that Zendesk told is there too, unchecked. */
export type ZendeskUser = Static<typeof UserShape>;

export const UserAnswerShape = open({ user: UserShape });
export const UserListShape = open({ users: Type.Array(UserShape) });

/** Who does the token act as? */
export const ME_PATH = '/api/v2/users/me';
/** `users/me`: without credentials Zendesk answers 200 with a user whose id is null. */
export const MeShape = open({
  user: open({
    id: nullable(Type.Integer()),
    role: Type.Optional(nullable(Type.String())),
    active: Type.Optional(nullable(Type.Boolean())),
  }),
});
/** The user that a token acts as. */
export interface Me {
  readonly id: number;
  readonly role: string;
}

/** An identity of a user (`email`, `phone_number`, ...). */
export const IdentityListShape = open({
  identities: Type.Array(open({ id: Id, type: Type.String(), value: Type.String() })),
});

/** A user field of the account (C1). */
export const UserFieldShape = open({
  id: Type.Optional(Id),
  key: Type.String(),
  type: Type.String(),
  title: Type.String(),
  active: Type.Optional(Type.Boolean()),
  custom_field_options: Type.Optional(
    nullable(Type.Array(open({ name: Type.String(), value: Type.String() }))),
  ),
  regexp_for_validation: Type.Optional(nullable(Type.String())),
});
/** A user field: `type` is text, textarea, checkbox, date, integer, decimal, regexp, dropdown, lookup or multiselect. */
export type UserField = Static<typeof UserFieldShape>;
export const UserFieldListShape = open({
  user_fields: Type.Array(UserFieldShape),
  next_page: Type.Optional(nullable(Type.String())),
});

/** A group of agents. */
export const GroupShape = open({ id: Id, name: Type.String(), deleted: Type.Optional(Type.Boolean()) });
export type Group = Static<typeof GroupShape>;

const named = {
  id: Id,
  name: Type.String(),
  active: Type.Optional(Type.Boolean()),
  default: Type.Optional(nullable(Type.Boolean())),
};

/** A brand of the account. */
export const BrandShape = open({ ...named, is_deleted: Type.Optional(nullable(Type.Boolean())) });
export type Brand = Static<typeof BrandShape>;

/** A form for tickets. */
export const TicketFormShape = open(named);
export type TicketForm = Static<typeof TicketFormShape>;

/** A field of tickets; `removable` is false for those that Zendesk itself brings. */
export const TicketFieldShape = open({
  id: Id,
  type: Type.String(),
  title: Type.String(),
  active: Type.Optional(Type.Boolean()),
  required: Type.Optional(nullable(Type.Boolean())),
  removable: Type.Optional(nullable(Type.Boolean())),
  custom_field_options: Type.Optional(
    nullable(Type.Array(open({ name: Type.String(), value: Type.String() }))),
  ),
});
export type TicketField = Static<typeof TicketFieldShape>;

const Condition = open({
  field: Type.String(),
  operator: Type.Optional(nullable(Type.String())),
  value: Type.Optional(Type.Unknown()),
});

/** A trigger: when all of `all` and one of `any` hold after a change of a ticket, it does its actions. */
export const TriggerShape = open({
  id: Id,
  title: Type.String(),
  active: Type.Optional(Type.Boolean()),
  conditions: Type.Optional(
    nullable(
      open({
        all: Type.Optional(nullable(Type.Array(Condition))),
        any: Type.Optional(nullable(Type.Array(Condition))),
      }),
    ),
  ),
  actions: Type.Array(open({ field: Type.String(), value: Type.Optional(Type.Unknown()) })),
});
export type Trigger = Static<typeof TriggerShape>;
