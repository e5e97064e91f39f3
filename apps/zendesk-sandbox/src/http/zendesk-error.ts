import type { JsonValue } from './json';

/** One item below `details` of a 422: the sentence, and the code where Zendesk gives one. */
export interface InvalidItem {
  readonly description: string;
  readonly error?: string;
}

/** Thrown when a call is refused; carries status, body and headers exactly as the client shall see them. */
export class ZendeskError extends Error {
  constructor(
    readonly status: number,
    /** A JSON body, or plain text when it is a string. */
    readonly body: JsonValue,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`Answered ${status}`);
  }
}

/** 400 with `error` and `description`. */
export function badRequest(
  error: string,
  description: string,
  more: Record<string, JsonValue> = {},
): ZendeskError {
  return new ZendeskError(400, { error, description, ...more });
}

/** 400 about a parameter of the wrong kind; `error` is an object here. */
export function invalidAttribute(name: string, rule: string, endpoint: string): ZendeskError {
  const message = `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} ${rule} from api/v2/${endpoint}`;
  return new ZendeskError(400, { error: { title: 'Invalid attribute', message } });
}

/** 400 in the `errors` shape, which paging uses. */
export function invalidPagination(code: string, title: string, detail: string): ZendeskError {
  return new ZendeskError(400, { errors: [{ code, title, detail }] });
}

/** 401 without any credentials. */
export function notAuthenticated(): ZendeskError {
  return new ZendeskError(401, { error: "Couldn't authenticate you" });
}

/** 401 for a token that is expired, revoked or unknown. */
export function invalidToken(): ZendeskError {
  return new ZendeskError(401, {
    error: 'invalid_token',
    error_description:
      'The access token provided is expired, revoked, malformed or invalid for other reasons.',
  });
}

/** 403: `error` is an object here. */
export function forbidden(
  message = 'You do not have access to this page. Please contact the account owner of this help desk for further help.',
): ZendeskError {
  return new ZendeskError(403, { error: { title: 'Forbidden', message } });
}

/** 404 for a record that is not there (or not any more). */
export function recordNotFound(): ZendeskError {
  return new ZendeskError(404, { error: 'RecordNotFound', description: 'Not found' });
}

/** 404 for a path that Zendesk does not have. */
export function invalidEndpoint(): ZendeskError {
  return new ZendeskError(404, { error: 'InvalidEndpoint', description: 'Not found' });
}

/** 409 of a safe update whose stamp is not the ticket's. */
export function updateConflict(): ZendeskError {
  return new ZendeskError(409, {
    error: 'UpdateConflict',
    description:
      'Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.',
  });
}

/** 422 of a record that breaks a rule; `details` is keyed by field, or `base`. */
export function recordInvalid(field: string, ...items: readonly InvalidItem[]): ZendeskError {
  return new ZendeskError(422, {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { [field]: items.map((item) => ({ ...item })) },
  });
}
