import { topicName } from '@parley/contracts';
import type { OrganizationDocument } from '@parley/contracts';
import { FakeZendesk } from './fake-zendesk';
import type { GatewayHarness } from './gateway-harness';

/** The body of an answer that must have this status; fails with what came instead. */
export async function json<T = Record<string, unknown>>(answer: Promise<Response>, status = 200): Promise<T> {
  const settled = await answer;
  const text = await settled.text();
  if (settled.status !== status) throw new Error(`expected ${status}, got ${settled.status}: ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as T;
}

/** What an administrator does in the tests. */
export class Administrator {
  constructor(private readonly gateway: GatewayHarness) {}

  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response> {
    return this.gateway.as('administrator', method, path, body, headers);
  }

  /** Connects the test's Zendesk, or authorises it again; gives the organization's id. */
  async connect(): Promise<string> {
    const body = { url: this.gateway.zendesk.url, accessToken: FakeZendesk.TOKEN };
    const { id } = (await (await this.call('POST', '/v1/organizations', body)).json()) as { id: string };
    return id;
  }

  /** Newest document of an organization on the configuration topic. */
  async published(id: string): Promise<OrganizationDocument | undefined> {
    const documents: OrganizationDocument[] = [];
    const stretch = {
      topic: topicName(this.gateway.parts.prefix, 'config'),
      partition: 0,
      fromOffset: 0,
      throughOffset: 10_000,
    };
    await this.gateway.parts.log.reader.read(stretch, ({ key, value }) => {
      if (key?.toString() === id && value !== null)
        documents.push(JSON.parse(value.toString()) as OrganizationDocument);
    });
    return documents.sort((left, right) => left.version - right.version).at(-1);
  }
}
