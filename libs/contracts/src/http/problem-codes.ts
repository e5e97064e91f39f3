/**
 * Every `code` that a problem of this service can carry, with the HTTP status and the title that belong to it.
 * The codes are a public promise: one may be added, none may change its meaning.
 */
export const PROBLEM_CODES = {
  'unreadable-body': { status: 400, title: 'The body cannot be read' },
  'not-cloudevents': { status: 400, title: 'The request is not a CloudEvents message' },
  'unreadable-request': { status: 400, title: 'The request cannot be read' },
  'invalid-parameters': { status: 400, title: 'Path or query parameters are not valid' },
  'credential-missing': { status: 401, title: 'A bearer token is needed' },
  'credential-invalid': { status: 401, title: 'The bearer token is not valid' },
  'role-not-allowed': { status: 403, title: 'This role may not do that' },
  'outside-prefix': { status: 403, title: 'The publisher may not publish under this source or these ids' },
  'route-unknown': { status: 404, title: 'There is no such route' },
  'organization-unknown': { status: 404, title: 'There is no such organization' },
  'configuration-version-unknown': { status: 404, title: 'The configuration never had this version' },
  'account-not-linked': { status: 404, title: 'The account is not linked to this organization' },
  'publisher-unknown': { status: 404, title: 'There is no such publisher' },
  'conversation-unknown': { status: 404, title: 'There is no such conversation' },
  'parked-unknown': { status: 404, title: 'Nothing waits for a person under this id' },
  'event-unknown': { status: 404, title: 'No event with this source and id was accepted' },
  'account-unknown': { status: 404, title: 'The platform has told of no such account' },
  'customer-unknown': { status: 404, title: 'There is no such customer' },
  'account-linked-elsewhere': { status: 409, title: 'An account belongs to one organization at most' },
  'organization-disconnected': { status: 409, title: 'The organization is disconnected' },
  'x-contract-missing': { status: 409, title: 'X needs a direct API contract' },
  'organization-not-authorised': { status: 409, title: 'Zendesk does not accept the authorisation' },
  'customer-exists': { status: 409, title: 'Another user of this Zendesk has the e-mail address' },
  'nothing-to-choose': { status: 409, title: 'There is nothing to choose here' },
  'version-conflict': { status: 412, title: 'The configuration changed in the meantime' },
  'event-too-large': { status: 413, title: 'An event is too large' },
  'batch-too-large': { status: 413, title: 'The batch is too large' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unsupported': { status: 415, title: 'This media type is not supported' },
  'events-rejected': { status: 422, title: 'No event was accepted' },
  'invalid-body': { status: 422, title: 'The body does not have the right shape' },
  'url-not-allowed': { status: 422, title: 'This address may not be connected' },
  'zendesk-refused-token': { status: 422, title: 'Zendesk does not accept the access token' },
  'oauth-client-missing': { status: 422, title: 'An OAuth client is needed' },
  'mode-b-incomplete': { status: 422, title: 'Mode B needs a team and an e-mail field' },
  'team-unknown': { status: 422, title: 'The platform has no such team' },
  'email-field-unsuitable': { status: 422, title: 'The field cannot hold the e-mail of Mode B' },
  'user-field-unknown': { status: 422, title: 'This Zendesk has no such field of users' },
  'customer-invalid': { status: 422, title: 'The customer cannot be created with these values' },
  'customer-refused': { status: 422, title: 'Zendesk refused the customer' },
  'creation-key-missing': { status: 422, title: 'Nothing tells this customer from another' },
  'not-a-candidate': { status: 422, title: 'This user is none of those to choose among' },
  'publisher-limit': { status: 429, title: 'The publisher sends more than its limit' },
  internal: { status: 500, title: 'Something went wrong here' },
  'zendesk-unreachable': { status: 502, title: 'Zendesk did not answer' },
  'customer-service-unavailable': { status: 503, title: 'The customer service is away' },
  'zendesk-busy': { status: 503, title: 'The budget of calls to Zendesk is used up for the moment' },
  'issuer-unavailable': { status: 503, title: 'The issuer of tokens did not answer' },
  'log-unavailable': { status: 503, title: 'Kafka did not acknowledge' },
  'database-unavailable': { status: 503, title: 'The database is away' },
  'read-model-behind': { status: 503, title: 'The read model has not caught up yet' },
  'shutting-down': { status: 503, title: 'This replica is shutting down' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

/** A stable problem code. */
export type ProblemCode = keyof typeof PROBLEM_CODES;

/** All problem codes, in the order of their status. */
export const ALL_PROBLEM_CODES = Object.keys(PROBLEM_CODES) as readonly ProblemCode[];
