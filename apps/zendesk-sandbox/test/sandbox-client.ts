import type { FastifyInstance } from 'fastify';
import type { JsonObject, JsonValue } from '../src/http/json';
import { isJsonObject, textOf } from '../src/http/json';
import type { Plan } from '../src/rate-limits/presets';
import { buildServer } from '../src/server';
import type { SandboxSettings } from '../src/world/settings';
import { World } from '../src/world/world';

/** The moment at which the clock of every test stands still. */
export const NOON = '2026-11-22T12:00:00Z';

/** Token of the administrator in tests. */
export const ADMIN_TOKEN = 'admin-token-of-the-tests';

/** An answer of the sandbox. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: JsonObject;
}

/** What a call may carry besides method and path. */
export interface CallOptions {
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null calls without credentials. */
  readonly token?: string | null;
}

/** Calls a sandbox in the same process, with a clock that stands still. */
export class SandboxClient {
  readonly world: World;
  readonly app: FastifyInstance;

  constructor(settings: Partial<SandboxSettings> = {}, plan: Plan = 'unlimited') {
    this.world = new World({
      adminToken: ADMIN_TOKEN,
      plan,
      settings: { defaultPriorityTrigger: false, ...settings },
      clock: { machineMs: 0, sandboxMs: Date.parse(NOON), rate: 0 },
    });
    this.app = buildServer(this.world);
  }

  /** Calls as the administrator unless told otherwise. */
  async call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options: CallOptions = {},
  ): Promise<Reply> {
    const token = options.token === undefined ? ADMIN_TOKEN : options.token;
    const reply = await this.app.inject({
      method,
      url: path,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { payload: JSON.stringify(options.body) }),
    });
    const headers = Object.entries(reply.headers).map(([name, value]) => [
      name,
      value === undefined ? value : String(value),
    ]);
    return {
      status: reply.statusCode,
      headers: Object.fromEntries(headers),
      text: reply.body,
      body: parse(reply.body),
    };
  }

  async get(path: string): Promise<Reply> {
    return this.call('GET', path);
  }

  /** Creates a ticket; gives it. */
  async ticket(fields: JsonObject = {}): Promise<JsonObject> {
    const reply = await this.createTicket(fields);
    if (reply.status !== 201) throw new Error(`creation answered ${reply.status} ${reply.text}`);
    return objectAt(reply.body, 'ticket');
  }

  /** Creates a ticket; gives the answer. */
  async createTicket(
    fields: JsonObject = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const ticket = { comment: { html_body: '<p>Hello</p>', public: true }, ...fields };
    return this.call('POST', '/api/v2/tickets', { body: { ticket }, headers });
  }

  /** Updates a ticket; gives the answer. */
  async update(id: JsonValue | undefined, fields: JsonObject): Promise<Reply> {
    return this.call('PUT', `/api/v2/tickets/${textOf(id)}`, { body: { ticket: fields } });
  }

  /** Creates a user; gives it. */
  async user(fields: JsonObject): Promise<JsonObject> {
    const reply = await this.call('POST', '/api/v2/users', { body: { user: fields } });
    if (reply.status !== 201) throw new Error(`creation answered ${reply.status} ${reply.text}`);
    return objectAt(reply.body, 'user');
  }

  /** Moves the clock. */
  async advance(seconds: number): Promise<void> {
    await this.call('POST', '/sandbox/clock', { body: { advanceSeconds: seconds } });
  }
}

/** The object below a key; fails when there is none. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const inner = value[key];
  if (!isJsonObject(inner)) throw new Error(`no object at ${key} in ${JSON.stringify(value).slice(0, 300)}`);
  return inner;
}

/** The objects of the list below a key; fails when there is none. */
export function listAt(value: JsonObject, key: string): JsonObject[] {
  const inner = value[key];
  if (!Array.isArray(inner)) throw new Error(`no list at ${key} in ${JSON.stringify(value).slice(0, 300)}`);
  return inner.filter(isJsonObject);
}

/** The body of a 422 with these items below one field. */
export function invalid(field: string, ...items: readonly JsonObject[]): JsonObject {
  return {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { [field]: [...items] },
  };
}

function parse(text: string): JsonObject {
  if (!text.startsWith('{')) return {};
  const value = JSON.parse(text) as JsonValue;
  return isJsonObject(value) ? value : {};
}
