/** Pages that other systems show inside of theirs. */
const EMBEDDED = '/embed/';

/** Whether the page at this path is made for being embedded. */
export function isEmbedded(path: string): boolean {
  return path.startsWith(EMBEDDED);
}

/**
 * What a browser may do with a page: scripts, styles and answers from here alone, and styles with this answer's nonce, which the page
 * makes while it runs. Nobody shows it inside of another page but the given origins, and they the pages made for that alone.
 */
export function pagePolicy(path: string, nonce: string, embedOrigins: readonly string[]): string {
  const ancestors = isEmbedded(path) && embedOrigins.length > 0 ? embedOrigins.join(' ') : "'none'";
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}
