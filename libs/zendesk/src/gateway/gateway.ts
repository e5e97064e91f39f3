import type { Static, TSchema } from '@sinclair/typebox';
import type { GrantOutcome } from '../oauth/oauth-client';
import type { Authorization, CodeExchange } from '../oauth/token-endpoint';
import type { Admission, CallClass, CallPermit, CallTarget, ZendeskCall } from './call';
import type { ZendeskOutcome } from './outcome';
import type { UserTerm } from './user-search';
import type {
  Audit,
  Brand,
  DeletedTicket,
  Group,
  Me,
  Ticket,
  TicketAnswer,
  TicketField,
  TicketForm,
  Trigger,
  UploadedFile,
  UserField,
  ZendeskUser,
} from './shapes';

/** One page of a ticket's audits. */
export interface AuditPage {
  readonly audits: readonly Audit[];
  /** Cursor of the next page, or undefined at the end. */
  readonly next?: string;
  /** False when Zendesk ignored the asked order: then only the whole list tells what is newest. */
  readonly newestFirst: boolean;
}

/** What of an account the tickets refer to, by kind. */
export interface TicketCatalog {
  readonly groups: Group;
  readonly brands: Brand;
  readonly ticket_forms: TicketForm;
  readonly ticket_fields: TicketField;
  readonly triggers: Trigger;
}

/** The records of one kind; `complete` is false where there are more than are read. */
export interface TicketCatalogItems<Kind extends keyof TicketCatalog> {
  readonly items: readonly TicketCatalog[Kind][];
  readonly complete: boolean;
}

/** A user to create. Never goes through `create_or_update`, which overwrites names (C3). */
export interface NewUser {
  readonly name: string;
  readonly email?: string;
  /** Unique in the account, compared without case. */
  readonly externalId: string;
  /** Further properties as the API names them, user fields under `user_fields`. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** How a write of a ticket is sent. */
export interface TicketWrite {
  /** Sent exactly as given. */
  readonly body: Uint8Array;
  readonly callClass: CallClass;
  readonly permit?: CallPermit;
}

/** A file to upload. */
export interface FileUpload {
  readonly fileName: string;
  /** A media type without parameters. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly callClass: CallClass;
  /** Longest time of the call, in ms: large files take longer than other calls. */
  readonly timeoutMs: number;
}

/** How much of one bucket is used and left, as this process knows it. */
export interface BudgetLine {
  readonly bucket: string;
  /** Calls per window that Zendesk allows, as published, as its headers say, or as its 429s taught. */
  readonly limit: number;
  /** Calls per window that Parley allows itself of it, by its share and by what 429s taught. */
  readonly usable: number;
  readonly windowMs: number;
  /** Tokens granted to all replicas within the last window. */
  readonly used: number;
  readonly left: number;
  /** ms until a 429 pause ends; 0 when not paused. */
  readonly pausedForMs: number;
}

/**
 * The only way to Zendesk. Budget, breaker, authorisation, time-outs, tracing and the reading of answers happen in here; every method resolves to a
 * {@link ZendeskOutcome} and throws only for bugs and when Postgres is away.
 */
export interface ZendeskGateway {
  /** Makes one call of an organization. */
  send<S extends TSchema>(organizationId: string, call: ZendeskCall<S>): Promise<ZendeskOutcome<Static<S>>>;
  /** Takes the tokens of a call before its bytes are composed, so that messages merge instead of waiting (K5). */
  admit(organizationId: string, target: CallTarget): Promise<Admission>;
  /** True while this process's breaker for that kind of call is not closed: such lanes are not claimed. */
  breakerOpen(organizationId: string, callClass: CallClass): boolean;
  /** Use of the shared buckets of an organization, for people. */
  budget(organizationId: string): Promise<readonly BudgetLine[]>;

  /** Checks a URL and token that are not stored yet: who does the token act as? Refused hosts give `not-sent` `host-refused`. */
  verify(connection: { readonly url: string; readonly accessToken: string }): Promise<ZendeskOutcome<Me>>;
  me(organizationId: string): Promise<ZendeskOutcome<Me>>;

  /**
   * The page of a Zendesk on which its administrator is asked to let Parley in (A1).
   * @throws ZendeskHostRefusedError
   */
  authorizeUrl(url: string, asked: Authorization): Promise<string>;
  /** Gives tokens for the code that came back from that page; a denial and a foreign `state` are `refused`. */
  exchangeCode(exchange: CodeExchange): Promise<GrantOutcome>;
  /** Renews the tokens that are due, of every organization (A2); what Zendesk refuses to renew shuts G5 and is told. */
  renewAuthorizations(): Promise<void>;

  /** `POST /api/v2/tickets` with an `Idempotency-Key`. */
  createTicket(
    organizationId: string,
    write: TicketWrite & { readonly idempotencyKey: string },
  ): Promise<ZendeskOutcome<TicketAnswer>>;
  /** `PUT /api/v2/tickets/{id}`. */
  updateTicket(
    organizationId: string,
    ticketId: number,
    write: TicketWrite,
  ): Promise<ZendeskOutcome<TicketAnswer>>;
  showTicket(organizationId: string, ticketId: number): Promise<ZendeskOutcome<Ticket>>;
  /** One page of audits, newest first. */
  ticketAudits(organizationId: string, ticketId: number, after?: string): Promise<ZendeskOutcome<AuditPage>>;
  /** Reads audits newest first until one matches, or all younger than `notBefore` were seen. */
  findAudit(
    organizationId: string,
    ticketId: number,
    search: { readonly matches: (audit: Audit) => boolean; readonly notBefore: Date },
  ): Promise<ZendeskOutcome<Audit | undefined>>;
  /** One audit, with its comment as it reads now. */
  showAudit(organizationId: string, ticketId: number, auditId: number): Promise<ZendeskOutcome<Audit>>;
  /** `PUT /api/v2/comment_redactions/{id}`: makes what stands in `<redact>` marks unreadable, for ever. */
  redactComment(
    organizationId: string,
    ticketId: number,
    commentId: number,
    write: TicketWrite,
  ): Promise<ZendeskOutcome<unknown>>;
  /** Tickets with exactly this external id, by the database-backed list filter; misses archived tickets. */
  ticketsByExternalId(organizationId: string, externalId: string): Promise<ZendeskOutcome<readonly Ticket[]>>;
  /** Ticket ids found by the search index (minutes behind, archived tickets included). */
  searchTickets(organizationId: string, externalId: string): Promise<ZendeskOutcome<readonly number[]>>;
  /** One page (from 1) of the bin, newest first. */
  deletedTickets(organizationId: string, page?: number): Promise<ZendeskOutcome<readonly DeletedTicket[]>>;

  /** `POST /api/v2/uploads`: the file waits under a token of its own until a comment takes it. Not idempotent, and harmless to repeat. */
  uploadFile(organizationId: string, file: FileUpload): Promise<ZendeskOutcome<UploadedFile>>;

  /** Users who own exactly this address, as primary or secondary e-mail: found by the search index, which is minutes behind, and shown as they are now. */
  searchUsersByEmail(organizationId: string, email: string): Promise<ZendeskOutcome<readonly ZendeskUser[]>>;
  /** Users with this in a property, as the search index remembers them; at most 100, and `text` must have a letter or digit. */
  searchUsers(
    organizationId: string,
    term: UserTerm,
    most: number,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>>;
  showUser(organizationId: string, userId: number): Promise<ZendeskOutcome<ZendeskUser>>;
  /** At most 100 ids; users that do not exist are absent from the answer. Gives way to every other call where `callClass` is `history`. */
  showManyUsers(
    organizationId: string,
    userIds: readonly number[],
    callClass?: CallClass,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>>;
  /** The user with this external id, not by the search index. */
  userByExternalId(
    organizationId: string,
    externalId: string,
  ): Promise<ZendeskOutcome<ZendeskUser | undefined>>;
  /** `POST /api/v2/users` with `skip_verify_email`. */
  createUser(organizationId: string, user: NewUser): Promise<ZendeskOutcome<ZendeskUser>>;
  /** The active agent or administrator with this address (K3); remembered for a few minutes. */
  findAgentByEmail(organizationId: string, email: string): Promise<ZendeskOutcome<ZendeskUser | undefined>>;
  /** User fields of the account (C1). */
  userFields(organizationId: string): Promise<ZendeskOutcome<readonly UserField[]>>;

  /** Groups, brands, ticket forms, ticket fields or triggers of the account, in Zendesk's order. */
  ticketCatalog<Kind extends keyof TicketCatalog>(
    organizationId: string,
    kind: Kind,
  ): Promise<ZendeskOutcome<TicketCatalogItems<Kind>>>;

  /** Ends open sockets and timers; unfinished calls end as they end. */
  close(): Promise<void>;
}
