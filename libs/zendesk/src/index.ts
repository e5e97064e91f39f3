export type { AuthorisedConnection, Connection, ConnectionState } from './connection/connection';
export { BucketRules } from './budget/bucket-rules';
export { MemoryBucketStore } from './budget/memory-bucket-store';
export { RequestBudget, type CallTokens } from './budget/request-budget';
export { ConnectionStore, OrganizationUrlChangedError, type NewToken } from './connection/connection-store';
export type { Admission, CallClass, CallPermit, CallTarget, ZendeskCall } from './gateway/call';
export type {
  AuditPage,
  BudgetLine,
  TicketCatalog,
  TicketCatalogItems,
  FileUpload,
  NewUser,
  TicketWrite,
  ZendeskGateway,
} from './gateway/gateway';
export type { ZendeskListener } from './gateway/listener';
export type { BucketStore } from './budget/bucket-store';
export { composeGateway, type GatewayParts, type ZendeskSettings } from './gateway/compose-gateway';
export { openZendeskGateway, type ZendeskGatewayOptions } from './gateway/open-zendesk-gateway';
export {
  mapBody,
  surelyNotApplied,
  type Applied,
  type CallFacts,
  type Conflicted,
  type FieldFault,
  type HttpMethod,
  type NotSent,
  type NotSentReason,
  type RateLimited,
  type Refused,
  type RefusalCode,
  type Unapplied,
  type Unauthorised,
  type UnknownOutcome,
  type UnknownReason,
  type ZendeskOutcome,
} from './gateway/outcome';
export type {
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
} from './gateway/shapes';
export {
  missingScopes,
  REQUIRED_SCOPES,
  type Grant,
  type GrantOutcome,
  type OAuthClient,
} from './oauth/oauth-client';
export { randomSecret, type Authorization, type CodeExchange } from './oauth/token-endpoint';
export { withPatience } from './gateway/with-patience';
export { callLeaseMs } from './gateway/call-lease';
export { UPLOADS_PATH } from './gateway/upload-file';
export { comparableEmail, isSearchable, type UserTerm } from './gateway/user-search';
export type { Exchange, HttpRequest } from './http/exchange';
export type { Exchanger } from './http/http-client';
export { ZendeskHostRefusedError, ZendeskHosts, type GuardedOrigin } from './http/zendesk-hosts';
export { ZENDESK_SCHEMA, zendeskMigrations } from './persistence/migrations';
