import { randomUUID } from 'node:crypto';
import { DEFAULT_CONFIGURATION, type OrganizationDocument } from '@parley/contracts';
import type { Client } from 'pg';
import {
  ACCOUNT_ID,
  durableProducer,
  EMAIL_FIELD,
  kafkaClient,
  loadOf,
  type LoadShape,
  TEAM_ID,
} from '../load';

/** Writes one organization in Mode B, its account, team and e-mail field, as gateway would publish them. */
export async function announceConfiguration(brokers: string, prefix: string): Promise<void> {
  const organizationId = randomUUID();
  const document: OrganizationDocument = {
    version: 1,
    organizationId,
    name: 'bench',
    url: 'https://bench.zendesk.com',
    state: 'active',
    connectedUserId: 1,
    accounts: [{ accountId: ACCOUNT_ID, enabled: true, directApiContract: false }],
    configuration: {
      ...DEFAULT_CONFIGURATION,
      modeB: {
        enabled: true,
        teamId: TEAM_ID,
        emailField: { scope: 'contact', key: EMAIL_FIELD },
        continueAfterCreation: true,
      },
    },
    changedAt: '2026-11-21T09:00:00Z',
  };
  const directory = [
    { type: 'account', data: { id: ACCOUNT_ID, network: 'whatsapp', name: 'Bench' } },
    { type: 'team', data: { id: TEAM_ID, name: 'Bench' } },
    { type: 'field', data: { key: EMAIL_FIELD, label: 'E-mail', type: 'email', scope: 'contact' } },
  ];
  const producer = durableProducer(kafkaClient(brokers, 'bench-configuration'));
  await producer.connect();
  await producer.send({
    topic: `${prefix}config.v1`,
    acks: -1,
    messages: [
      {
        key: organizationId,
        value: JSON.stringify(document),
        headers: { 'content-type': 'application/json' },
      },
    ],
  });
  await producer.send({
    topic: `${prefix}directory.v1`,
    acks: -1,
    messages: directory.map(({ type, data }) => ({
      key: `${type}:${data.id ?? data.key}`,
      value: JSON.stringify(data),
      headers: {
        ce_specversion: '1.0',
        ce_id: randomUUID(),
        ce_source: '/bench',
        ce_type: `parley.directory.${type}.v1`,
        'content-type': 'application/json',
      },
    })),
  });
  await producer.disconnect();
}

/** How many conversations the load has. */
export function conversationsOf(shape: LoadShape): number {
  const keys = new Set<string>();
  for (const message of loadOf(shape)) keys.add(message.key);
  return keys.size;
}

/** What the evaluator's schema holds at the end of a round. */
export async function endState(
  client: Client,
): Promise<{ readonly conversations: number; readonly outputs: number }> {
  const { rows } = await client.query<{ conversations: string; outputs: string }>(
    'select (select count(*) from evaluator.conversation) as conversations, (select count(*) from evaluator.outbox) as outputs',
  );
  return { conversations: Number(rows[0]?.conversations), outputs: Number(rows[0]?.outputs) };
}
