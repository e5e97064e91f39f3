import { ProblemError } from '../http-edge/problem';

/** No organization has the id of the path. */
export function unknownOrganization(): ProblemError {
  return new ProblemError('organization-unknown', 'No organization has this id.');
}

/** The organization is disconnected, and what was asked needs a connected one. */
export function disconnectedOrganization(): ProblemError {
  return new ProblemError(
    'organization-disconnected',
    'Connect the organization again first: POST /v1/organizations with its URL.',
  );
}
