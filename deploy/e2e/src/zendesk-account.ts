import { eventually } from '@parley/testing';
import { HttpCaller } from './http-caller';
import { LoopbackDoor } from './loopback-door';
import { theStack } from './stack';

/** A Zendesk user that a test made by hand, as if they had written there before. */
export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

/** A comment as the sandbox truly has it. */
export interface TrueComment {
  readonly author_id: number;
  readonly html_body: string;
  readonly plain_body: string;
  readonly public: boolean;
  readonly attachments: readonly { readonly file_name: string; readonly content_url: string }[];
}

/** A ticket as the sandbox truly has it. */
export interface TrueTicket {
  readonly id: number;
  readonly external_id: string | null;
  readonly subject: string;
  readonly status: string;
  readonly priority: string | null;
  readonly tags: readonly string[];
  readonly requester_id: number;
  readonly assignee_id: number | null;
  readonly group_id: number | null;
  readonly brand_id: number | null;
  readonly ticket_form_id: number | null;
  readonly custom_fields: readonly { readonly id: number; readonly value: unknown }[];
  readonly via_followup_source_id: number | null;
  readonly comments: readonly TrueComment[];
}

/** A user as the sandbox truly has it. */
export interface TrueUser {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly role: 'end-user' | 'agent' | 'admin';
}

/** A call that reached the sandbox; `status` is null while it has no answer. */
export interface TrueCall {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number | null;
  readonly body: string | null;
}

/** Everything that an account of the sandbox holds. */
export interface Truth {
  readonly tickets: readonly TrueTicket[];
  readonly users: readonly TrueUser[];
  readonly calls: readonly TrueCall[];
}

/** One Zendesk of a test's own. */
export class ZendeskAccount {
  private lastLook: { readonly at: number; readonly truth: Promise<Truth> } | undefined;

  private constructor(
    private readonly door: LoopbackDoor,
    private readonly control: HttpCaller,
    private readonly root: string,
    /** Its address, as an administrator would give it. */
    readonly url: string,
    readonly accessToken: string,
    /** The advisor who is an agent of this Zendesk, too. */
    readonly agent: Customer,
  ) {}

  /** Makes an account without rate limits, unless `plan` names one of the sandbox's presets. */
  static async open(subdomain: string, plan = 'unlimited'): Promise<ZendeskAccount> {
    const { sandboxUrl } = theStack();
    const door = await LoopbackDoor.to(sandboxUrl);
    const { host } = new URL(door.url);
    const order = { subdomain, plan, settings: { recordBodies: true }, host };
    const made = await new HttpCaller(sandboxUrl, undefined).ask('POST', '/sandbox/accounts', {
      body: order,
    });
    const { accessToken: token } = made as { readonly accessToken: string };
    const control = new HttpCaller(`${sandboxUrl}/accounts/${subdomain}`, token);
    const { users } = (await control.ask('GET', '/sandbox/truth?include=users')) as Pick<Truth, 'users'>;
    const { id, name, email } = users.find(({ role }) => role === 'agent') ?? {};
    if (id === undefined || name === undefined || typeof email !== 'string')
      throw new Error('The sandbox has no agent');
    const root = `${sandboxUrl}/accounts/${subdomain}`;
    return new ZendeskAccount(door, control, root, door.url, token, { id, name, email });
  }

  /** Everything that it holds, as read at that moment (monotonic ms, now by default) or later. */
  truth(since = performance.now()): Promise<Truth> {
    if (this.lastLook !== undefined && this.lastLook.at >= since) return this.lastLook.truth;
    const look = {
      at: performance.now(),
      truth: this.control.ask('GET', '/sandbox/truth') as Promise<Truth>,
    };
    this.lastLook = look;
    look.truth.catch(() => {
      if (this.lastLook === look) this.lastLook = undefined;
    });
    return look.truth;
  }

  /** The bytes of a file that hangs on a comment. */
  async download(contentUrl: string): Promise<Buffer> {
    const answer = await fetch(contentUrl, { headers: { authorization: `Bearer ${this.accessToken}` } });
    if (!answer.ok) throw new Error(`The download was answered with ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Adds an end user. */
  async hasCustomer(name: string, email: string): Promise<Customer> {
    const body = { user: { name, email, verified: true } };
    const { user } = (await this.control.ask('POST', '/api/v2/users', { body })) as {
      readonly user: TrueUser;
    };
    return { id: user.id, name, email };
  }

  /** Adds a user with these properties. */
  async hasUser(properties: Readonly<Record<string, unknown>>): Promise<TrueUser> {
    const { user } = (await this.control.ask('POST', '/api/v2/users', { body: { user: properties } })) as {
      readonly user: TrueUser;
    };
    return user;
  }

  /** Adds a text field of users. */
  async hasUserField(key: string): Promise<void> {
    await this.control.ask('POST', '/api/v2/user_fields', {
      body: { user_field: { key, type: 'text', title: key } },
    });
  }

  /** Gives a user one more address. */
  async alsoHas(userId: number, email: string): Promise<void> {
    const identity = { type: 'email', value: email };
    await this.control.ask('POST', `/api/v2/users/${userId}/identities`, { body: { identity } });
  }

  /** What an agent of this Zendesk does to a user. */
  async changesUser(userId: number, changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.control.ask('PUT', `/api/v2/users/${userId}`, { body: { user: changes } });
  }

  async deletesUser(userId: number): Promise<void> {
    await this.control.ask('DELETE', `/api/v2/users/${userId}`);
  }

  /** Merges a user into another one, who stays. */
  async mergesUser(loserId: number, winnerId: number): Promise<void> {
    const body = { user: { id: winnerId } };
    await this.control.ask('PUT', `/api/v2/users/${loserId}/merge`, { body });
  }

  /** The tickets that a user sees as their own. */
  async ticketsRequestedBy(userId: number): Promise<readonly number[]> {
    const { tickets } = (await this.control.ask('GET', `/api/v2/users/${userId}/tickets/requested`)) as Pick<
      Truth,
      'tickets'
    >;
    return tickets.map(({ id }) => id);
  }

  /** Changes settings of this account, as the sandbox's control API describes them. */
  async behaves(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.control.ask('PUT', '/sandbox/settings', { body: settings });
  }

  /** What an agent of this Zendesk does to a ticket. */
  async agentChanges(ticketId: number, changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.control.ask('PUT', `/api/v2/tickets/${ticketId}`, { body: { ticket: changes } });
  }

  /** What an agent does by any call of the API, and what Zendesk answers. */
  asks(method: string, path: string, body?: object): Promise<unknown> {
    return this.control.ask(method, `/api/v2/${path}`, body === undefined ? {} : { body });
  }

  /** Lets days go by for this Zendesk: its automations run. */
  async daysPass(days: number): Promise<void> {
    await this.control.ask('POST', '/sandbox/clock', { body: { advanceSeconds: days * 86_400 } });
  }

  /** An agent adds tags to a ticket, and leaves the others alone. */
  async agentTags(ticketId: number, tags: readonly string[]): Promise<void> {
    await this.control.ask('PUT', `/api/v2/tickets/${ticketId}/tags`, { body: { tags } });
  }

  /** Waits until a call with this method is being answered. */
  async hasCallUnderWay(method: string): Promise<void> {
    const isUnderWay = (call: TrueCall): boolean => call.method === method && call.status === null;
    await eventually(async () => (await this.truth()).calls.some(isUnderWay), {
      describe: `a ${method} to be under way`,
    });
  }

  /** Disturbs calls, as the sandbox's control API describes it; gives the order's number. */
  async isDisturbedBy(fault: Readonly<Record<string, unknown>>): Promise<number> {
    const { id } = (await this.control.ask('POST', '/sandbox/faults', { body: fault })) as {
      readonly id: number;
    };
    return id;
  }

  /** Lets a ticket hold that many comments and no more, where Zendesk takes 5,000. */
  async holdsComments(count: number): Promise<void> {
    await this.control.ask('PUT', '/sandbox/settings', { body: { maxCommentsPerTicket: count } });
  }

  async isCalmAgain(): Promise<void> {
    await this.control.ask('DELETE', '/sandbox/faults');
  }

  /** Makes a further access token of the administrator, as authorising again would. */
  async newAccessToken(): Promise<string> {
    const made = await this.control.ask('POST', '/sandbox/tokens', { body: {} });
    return (made as { readonly accessToken: string }).accessToken;
  }

  /** Revokes an access token. */
  async revokes(accessToken: string): Promise<void> {
    await new HttpCaller(this.root, accessToken).ask('DELETE', '/api/v2/oauth/tokens/current');
  }

  close(): void {
    this.door.close();
  }
}
