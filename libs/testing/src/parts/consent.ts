/**
 * Presses a button of a sandbox's consent page, as a user of that Zendesk would; gives where the browser is sent.
 *
 * @param authorizeUrl the page
 * @param userId who is signed in there
 */
export async function decideOnConsent(
  authorizeUrl: string,
  decision: 'allow' | 'deny',
  userId: number,
): Promise<URL> {
  const page = new URL(authorizeUrl);
  const shown = await fetch(page);
  if (!shown.ok) throw new Error(`The consent page answers ${shown.status}`);
  page.pathname = page.pathname.replace(/\/new$/, '');
  const pressed = await fetch(page, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ decision, user_id: String(userId) }).toString(),
  });
  const location = pressed.headers.get('location');
  if (location === null) throw new Error(`The consent page sends nowhere: ${pressed.status}`);
  return new URL(location);
}
