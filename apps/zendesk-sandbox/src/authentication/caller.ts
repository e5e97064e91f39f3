import type { User } from '../users/user';
import type { AccessToken } from './access-token';

/** Who makes a call. */
export interface Caller {
  readonly user: User;
  readonly token: AccessToken;
  /** The `User-Agent` of the call, which audits show. */
  readonly client: string;
}
