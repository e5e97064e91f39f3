import type { Principal } from '../access/role';
import type { SignInAttempt } from './attempts';

/** Injects the `IdentityProvider`; undefined where signing in is not set up. */
export const IDENTITY_PROVIDER = Symbol('gateway.identity-provider');

/** What became of asking the issuer who it is. */
export type Identification =
  | { readonly kind: 'identified'; readonly person: Pick<Principal, 'subject' | 'name' | 'role'> }
  | { readonly kind: 'role-missing' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'issuer-refused'; readonly code: string }
  | { readonly kind: 'issuer-away' };

/** Who knows people: an OpenID provider. */
export interface IdentityProvider {
  /** The issuer's page to open in a browser; undefined when the issuer does not answer. */
  authorizeUrl(attempt: SignInAttempt, state: string): Promise<URL | undefined>;
  /** Who came back, by what the browser brought. */
  identify(attempt: SignInAttempt, callback: URLSearchParams): Promise<Identification>;
}
