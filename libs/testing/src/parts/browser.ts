/** A browser's part: it keeps cookies, sends them to the gateway, and follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();

  /**
   * @param url of this replica
   * @param publicUrl at which people reach it
   */
  constructor(
    private readonly url: string,
    private readonly publicUrl: string,
  ) {}

  /** Opens a page of the gateway. */
  open(path: string): Promise<Response> {
    return this.send('GET', path);
  }

  /** Sends a request as a page of the gateway does. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: this.publicUrl,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) this.keep(cookie);
    return answer;
  }

  private keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (!/; HttpOnly/i.test(cookie) || !/; SameSite=Lax/i.test(cookie) || !/; Path=\/(;|$)/i.test(cookie))
      throw new Error(`a cookie that scripts or other sites may use: ${name}`);
    if (/; Max-Age=0/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
