import { DEFAULT_CONFIGURATION, ticketKey } from '@parley/contracts';
import { composeGateway, MemoryBucketStore, ZendeskHosts, type Exchanger } from '@parley/zendesk';
import { AttachmentSlots } from '../../src/bring-attachment/attachment-slots';
import type { Intake } from '../../src/intake/intake';
import type { LaneStore } from '../../src/lane/lane-store';
import type { LanePorts, LaneSettings, TicketDesk } from '../../src/lane/ports';
import { RecentLooks } from '../../src/lane/recent-looks';
import { MemoryAgentBook } from '../../src/memory/memory-agent-book';
import { MemoryAttachmentBook } from '../../src/memory/memory-attachment-book';
import type { MemoryTables } from '../../src/memory/memory-tables';
import { MemoryTranscript } from '../../src/memory/memory-transcript';
import { LANE_SETTINGS } from '../world/lane-settings';
import { ACCOUNT, ACCOUNT_NAME, CONNECTED_USER, ORGANIZATION, START_MS } from '../world/names';

/** The one lane of a small world. */
export const TICKET_KEY = ticketKey(ORGANIZATION, 'conv-1');

const REQUESTER = 501;
const REQUESTER_KEY = `user:${REQUESTER}`;

/** One page holds everything that a small world tells. */
export const SETTINGS: LaneSettings = { ...LANE_SETTINGS, pageSize: 500 };

/** What is known before the first message: the account, the organization, the customer. */
export async function introduce(intake: Intake): Promise<void> {
  await intake.accounts(new Map([[ACCOUNT, { name: ACCOUNT_NAME, network: 'whatsapp' }]]));
  await intake.organizations([
    {
      version: 1,
      organizationId: ORGANIZATION,
      name: 'acme',
      url: 'https://acme.zendesk.com',
      state: 'active',
      connectedUserId: CONNECTED_USER,
      accounts: [{ accountId: ACCOUNT, enabled: true, directApiContract: false }],
      configuration: DEFAULT_CONFIGURATION,
      changedAt: '2026-11-21T09:00:00Z',
    },
  ]);
  const finding = { organizationId: ORGANIZATION, requesterKey: REQUESTER_KEY, version: 1 };
  await intake.customers([{ ...finding, zendeskUserId: REQUESTER, blockedReason: null }]);
}

/** One more message of the contact, and the target that reaches it. The first one fires. */
export async function tellMessage(intake: Intake, offset: number): Promise<void> {
  const at = { epoch: 0, partition: 0, offset };
  const conversation = { conversationId: 'conv-1', contactId: 'contact-1' };
  const entry = {
    kind: 'message',
    at,
    messageId: `m-${offset}`,
    author: { kind: 'contact' },
    delivery: 'sent',
    text: `tok${offset}x`,
    sentAt: '2026-11-21T09:00:00Z',
  } as const;
  const facts = [{ ...conversation, entry }];
  await intake.facts({ partition: 0, epoch: 0, nextOffset: offset + 1, facts, contacts: [] });
  await intake.targets([
    {
      ...conversation,
      ticketKey: TICKET_KEY,
      organizationId: ORGANIZATION,
      accountId: ACCOUNT,
      mode: 'A',
      frozen: false,
      firedAt: { ...at, offset: 1 },
      through: at,
      requesterKey: REQUESTER_KEY,
      version: offset,
    },
  ]);
}

/** A way to Zendesk, and what ends it. */
export interface SmallDesk {
  readonly desk: TicketDesk;
  close(): Promise<void>;
}

/** The production gateway over other wires. The budget is no part of the protocol: tokens are there. */
export function smallDesk(tables: MemoryTables, exchange: Exchanger['exchange']): SmallDesk {
  const at = new Date(START_MS);
  const connection = {
    organizationId: ORGANIZATION,
    url: 'https://acme.zendesk.com',
    state: 'active',
    connectedUserId: CONNECTED_USER,
    tokenVersion: 1,
    connectedAt: at,
    stateChangedAt: at,
    accessToken: 'token',
  } as const;
  const gateway = composeGateway({
    buckets: new MemoryBucketStore(() => tables.nowMs()),
    connections: {
      authorised: () => Promise.resolve(connection),
      markUnauthorised: () => Promise.resolve(false),
    },
    hosts: ZendeskHosts.parse(''),
    clock: tables.clock,
    settings: { breakerVolume: 1_000 },
    http: { exchange, close: () => Promise.resolve() },
  });
  const permit = { organizationId: ORGANIZATION, usable: () => false, release: () => undefined };
  const desk: TicketDesk = { ...gateway, admit: () => Promise.resolve({ kind: 'admitted', permit }) };
  return { desk, close: () => gateway.close() };
}

/** Everything that a worker's steps touch. */
export function smallPorts(tables: MemoryTables, store: LaneStore, desk: TicketDesk): LanePorts {
  return {
    store,
    desk,
    transcript: new MemoryTranscript(tables),
    agents: new MemoryAgentBook(tables),
    attachments: {
      book: new MemoryAttachmentBook(tables),
      files: { get: () => Promise.reject(new Error('No message has a file')) },
      slots: new AttachmentSlots(1, 1),
      settings: { fetchTimeoutMs: 1, uploadTimeoutMs: 1, retryMs: [] },
      ended: () => undefined,
    },
    clock: tables.clock,
    looks: new RecentLooks(tables.clock),
    watch: {
      severalTickets: () => undefined,
      unpermittedKeys: () => undefined,
      notRedacted: () => undefined,
      effectEnded: () => undefined,
    },
    settings: SETTINGS,
  };
}
