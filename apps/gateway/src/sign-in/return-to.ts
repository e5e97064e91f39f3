/** Where people go who asked for no page. */
const HOME = '/';
/** Longest way back that is kept, in characters: it travels to the issuer and back inside an address. */
const MAX_LENGTH = 1_024;
/** Any origin will do: what stays on it names none. */
const ORIGIN = 'http://parley.invalid';

/**
 * The page of Parley to come back to after signing in: a path of this host and nothing else, whatever was asked for. Browsers read
 * `//host`, `/\host` and a few more as another host's address, so what they would read is what is looked at.
 */
export function returnPath(asked: string | null): string {
  if (asked === null || !asked.startsWith('/') || asked.length > MAX_LENGTH) return HOME;
  const url = URL.parse(asked, ORIGIN);
  if (url?.origin !== ORIGIN) return HOME;
  const path = url.pathname + url.search + url.hash;
  // `/.//host` is a path of this host to the parser, and another host to whoever reads what is left of it.
  if (path.startsWith('//') || path.startsWith('/auth/')) return HOME;
  return path.length > MAX_LENGTH ? HOME : path;
}
