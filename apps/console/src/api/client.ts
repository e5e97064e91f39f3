import { Problem, problemOf } from './problem';

/** Methods that change something. */
export type Change = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Values of a query; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** An answer with the version it shows, for `If-Match`. */
export interface Tagged<Body> {
  readonly body: Body;
  readonly etag: string | null;
}

/** How this page proves to the gateway who it is: a cookie and its token, or a token of its own where it is embedded. */
interface Credentials {
  csrfToken?: string;
  bearer?: string;
}

const credentials: Credentials = {};

/** Remembers the token that goes with the cookie; every change carries it. */
export function rememberCsrfToken(token: string): void {
  credentials.csrfToken = token;
}

/** Remembers the token of an embedded page, which has no cookie. */
export function rememberBearer(token: string): void {
  credentials.bearer = token;
}

/** Reads something. Throws {@link Problem}. */
export async function read<Body>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Body> {
  return (await readTagged<Body>(path, query, signal)).body;
}

/** Reads something with the version it shows. Throws {@link Problem}. */
export async function readTagged<Body>(
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<Tagged<Body>> {
  return answer<Body>(await send(withQuery(path, query), { ...(signal && { signal }) }));
}

/** Changes something; `headers` may carry `If-Match`. Throws {@link Problem}. */
export async function change<Body>(
  method: Change,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Body> {
  return (await changeTagged<Body>(method, path, body, headers)).body;
}

/** Changes something and tells the version it has now. Throws {@link Problem}. */
export async function changeTagged<Body>(
  method: Change,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Tagged<Body>> {
  const json = body === undefined || typeof body === 'string' ? undefined : JSON.stringify(body);
  return answer<Body>(
    await send(path, {
      method,
      body: json ?? (body as string | undefined) ?? null,
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(credentials.csrfToken !== undefined && { 'x-csrf-token': credentials.csrfToken }),
        ...headers,
      },
    }),
  );
}

/** A path with its query. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/json');
  if (credentials.bearer !== undefined) headers.set('authorization', `Bearer ${credentials.bearer}`);
  try {
    return await fetch(url, { ...init, headers, credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem('unreachable', 0, 'No answer');
  }
}

async function answer<Body>(response: Response): Promise<Tagged<Body>> {
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') === true;
  return {
    body: (text === '' ? undefined : json ? JSON.parse(text) : text) as Body,
    etag: response.headers.get('etag'),
  };
}
