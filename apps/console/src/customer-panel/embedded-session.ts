/** What the popup tells the embedded page. */
export interface EmbeddedMessage {
  readonly type: 'parley.signed-in';
  readonly token: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** Where the popup signs in, and ends. */
export const SIGN_IN_POPUP = `/auth/sign-in?returnTo=${encodeURIComponent('/embed/signed-in')}`;

/** The message of the popup that was opened here; undefined for whatever anybody else says. */
export function messageOf(
  event: Pick<MessageEvent<unknown>, 'origin' | 'source' | 'data'>,
  own: { readonly origin: string; readonly popup: unknown },
): EmbeddedMessage | undefined {
  if (event.origin !== own.origin || own.popup === null || event.source !== own.popup) return undefined;
  if (typeof event.data !== 'object' || event.data === null) return undefined;
  const { type, token, expiresAt } = event.data as Partial<Record<keyof EmbeddedMessage, unknown>>;
  return type === 'parley.signed-in' && typeof token === 'string' && typeof expiresAt === 'string'
    ? { type, token, expiresAt }
    : undefined;
}
