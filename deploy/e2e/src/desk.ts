import { randomBytes } from 'node:crypto';
import {
  isX,
  type ConversationView,
  type GateReason,
  type InboundEvent,
  type PutConfiguration,
} from '@parley/contracts';
import { aConversation, aDirectory, eventually } from '@parley/testing';
import { publishOverHttp } from './doors';
import { HttpCaller } from './http-caller';
import { theStack } from './stack';
import { ZendeskAccount, type Customer } from './zendesk-account';

/** How a test's organization starts; everything is open unless told otherwise. */
export interface DeskOptions {
  readonly modes?: 'A' | 'B' | 'A and B' | 'none';
  /** Further settings of the organization. */
  readonly configuration?: PutConfiguration;
  readonly network?: string;
  /** Where Mode B finds the e-mail address. */
  readonly emailField?: { readonly scope: 'contact' | 'conversation'; readonly key: string };
  /** Whether Mode B's tickets go on after their creation (T6); they do by default. */
  readonly continueAfterCreation?: boolean;
  /** Whether the platform has told of the account (G1), it is linked (G2) and its switch is on (G3). */
  readonly announced?: boolean;
  readonly linked?: boolean;
  readonly enabled?: boolean;
  /** Preset of limits of the sandbox's account; none by default. */
  readonly plan?: string;
}

export const CONTACT_EMAIL = { scope: 'contact', key: 'email' } as const;
export const ORDER_EMAIL = { scope: 'conversation', key: 'order_email' } as const;

/** Reasons of the last gate: with only these shut, the configuration has arrived. */
const TRIGGER_REASONS: readonly GateReason[] = ['not-associated', 'no-human-reply', 'not-routed'];

/** A Zendesk, the organization that is connected to it, and one social account: all of one test's own, so that tests run side by side. */
export class Desk {
  private static readonly opened = new Set<Desk>();

  private constructor(
    /** Part of every id that this test makes. */
    readonly run: string,
    readonly zendesk: ZendeskAccount,
    readonly admin: HttpCaller,
    readonly advisor: HttpCaller,
    readonly organizationId: string,
    private readonly options: DeskOptions,
  ) {}

  /** Connects and configures; resolves once the deciding service has all of it. */
  static async open(options: DeskOptions = {}): Promise<Desk> {
    const run = randomBytes(4).toString('hex');
    const { gatewayUrl, administratorToken, advisorToken } = theStack();
    const zendesk = await ZendeskAccount.open(`desk-${run}`, options.plan);
    const admin = new HttpCaller(gatewayUrl, administratorToken);
    const body = { url: zendesk.url, accessToken: zendesk.accessToken };
    const { id } = (await admin.ask('POST', '/v1/organizations', { body })) as { readonly id: string };
    const desk = new Desk(run, zendesk, admin, new HttpCaller(gatewayUrl, advisorToken), id, options);
    Desk.opened.add(desk);
    const { announced = true, linked = true, enabled = true } = options;
    await desk.tellDirectory(announced);
    await desk.isConfigured(options.configuration ?? {});
    if (linked) await desk.linksAccount();
    if (linked && enabled) await desk.switches({ enabled: true });
    if (announced && linked && enabled && options.modes !== 'none' && !isX(desk.network))
      await desk.settles();
    return desk;
  }

  get accountId(): string {
    return `acc-${this.run}`;
  }

  get accountName(): string {
    return `Acme ${this.run}`;
  }

  get network(): string {
    return this.options.network ?? 'whatsapp';
  }

  /** The team of Mode B. */
  get teamId(): string {
    return `team-${this.run}`;
  }

  /** Adds an end user with an address of this test's own. */
  hasCustomer(name: string): Promise<Customer> {
    return this.zendesk.hasCustomer(name, this.email(name));
  }

  /** An e-mail address of this test's own. */
  email(name: string): string {
    return `${name.toLowerCase().replaceAll(' ', '.')}@${this.run}.example`;
  }

  /** The platform tells of the account (G1). */
  announcesAccount(): Promise<void> {
    const { run, accountId, network, accountName } = this;
    return this.publishDirectory(
      aDirectory().withAccount(accountId, network, accountName).events(),
      `${run}-account`,
    );
  }

  linksAccount(): Promise<void> {
    const body = { accountIds: [this.accountId] };
    return this.admin.ask('POST', `/v1/organizations/${this.organizationId}/accounts`, {
      body,
    }) as Promise<void>;
  }

  /** Changes the linked account: its switch (G3), its contract for X (G4). */
  switches(change: Readonly<Record<string, unknown>>): Promise<void> {
    const path = `/v1/organizations/${this.organizationId}/accounts/${this.accountId}`;
    return this.admin.ask('PATCH', path, { body: change }) as Promise<void>;
  }

  /** Replaces the settings; modes stay as the test began with them unless `changes` says otherwise. */
  isConfigured(changes: PutConfiguration): Promise<void> {
    const { modes = 'A' } = this.options;
    const body = { modeA: { enabled: modes.includes('A') }, modeB: this.modeB(), ...changes };
    return this.admin.ask('PUT', `/v1/organizations/${this.organizationId}/configuration`, {
      body,
    }) as Promise<void>;
  }

  /** Mode B as the test began with it, but for `changes`. */
  modeB(changes: NonNullable<PutConfiguration['modeB']> = {}): NonNullable<PutConfiguration['modeB']> {
    const { modes = 'A', emailField = CONTACT_EMAIL, continueAfterCreation = true } = this.options;
    return {
      enabled: modes.includes('B'),
      teamId: this.teamId,
      emailField,
      continueAfterCreation,
      ...changes,
    };
  }

  /** Connects the same Zendesk again with another token (A1). */
  isAuthorisedWith(accessToken: string): Promise<void> {
    const body = { url: this.zendesk.url, accessToken };
    return this.admin.ask('POST', '/v1/organizations', { body }) as Promise<void>;
  }

  /** Waits until new conversations of this account are held for that reason: what shuts a gate is seen at the next event. */
  async holdsBecause(reason: GateReason): Promise<void> {
    const id = `shut-${this.run}`;
    const probe = aConversation(id).of(`contact-${id}`).on(this.accountId);
    await eventually(
      async () => {
        await publishOverHttp(probe.contactWrites('Hello?').events().slice(-1));
        const { status, body } = await this.admin.send('GET', `/v1/conversations/${id}`);
        return status === 200 && (body as ConversationView).reason === reason;
      },
      { describe: `desk ${this.run} to hold conversations because of ${reason}`, everyMs: 100 },
    );
  }

  /** Closes every desk that the specs of this file have opened. */
  static async closeAll(): Promise<void> {
    await Promise.all([...Desk.opened].map((desk) => desk.close()));
  }

  /** Ends the connection, so that nothing of this test is left to do. */
  private async close(): Promise<void> {
    Desk.opened.delete(this);
    this.zendesk.close();
    await this.admin.ask('DELETE', `/v1/organizations/${this.organizationId}`);
  }

  /** Waits until a conversation of this account is held by nothing but its trigger. */
  private async settles(): Promise<void> {
    const id = `probe-${this.run}`;
    await publishOverHttp(
      aConversation(id).of(`contact-${id}`).on(this.accountId).contactWrites('Hello?').events(),
    );
    await eventually(
      async () => {
        const { status, body } = await this.admin.send('GET', `/v1/conversations/${id}`);
        const gates = status === 200 ? (body as ConversationView).gates : [];
        const reasons = gates.flatMap(({ open, reason }) => (open ? [] : [reason]));
        return reasons.length > 0 && reasons.every((reason) => TRIGGER_REASONS.some((one) => one === reason));
      },
      { describe: `the configuration of desk ${this.run} to arrive`, timeoutMs: 60_000 },
    );
  }

  private async tellDirectory(announced: boolean): Promise<void> {
    const { run, teamId } = this;
    const directory = aDirectory()
      .withTeam(teamId)
      .withField(CONTACT_EMAIL.key)
      .withField(ORDER_EMAIL.key, 'email', 'conversation');
    await this.publishDirectory(directory.events(), run);
    if (announced) await this.announcesAccount();
  }

  /** Gives directory events ids of this test's own. */
  private publishDirectory(events: readonly InboundEvent[], id: string): Promise<void> {
    return publishOverHttp(events.map((event, index) => ({ ...event, id: `${id}-${index}` })));
  }
}
