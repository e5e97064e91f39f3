import { KeyRing, type Database } from '@parley/platform';
import { SANDBOX_TOKEN, ZendeskSandbox } from '@parley/testing';
import { ConnectionStore } from '../src/connection/connection-store';
import type { ZendeskGateway } from '../src/gateway/gateway';
import { openZendeskGateway } from '../src/gateway/open-zendesk-gateway';
import { ZendeskHosts } from '../src/http/zendesk-hosts';
import { zendeskDatabase, type ZendeskDatabase } from './zendesk-database';

/** A gateway on a real Postgres, connected as `org` to a Zendesk sandbox of its own. */
export class GatewayStage {
  private constructor(
    readonly sandbox: ZendeskSandbox,
    readonly gateway: ZendeskGateway,
    readonly database: Database,
    readonly connections: ConnectionStore,
    private readonly created: ZendeskDatabase,
  ) {}

  static async open(): Promise<GatewayStage> {
    const sandbox = await ZendeskSandbox.start();
    const created = await zendeskDatabase();
    const database = await created.open();
    const hosts = ZendeskHosts.parse(sandbox.host);
    const keyRing = KeyRing.parse(`k:${Buffer.alloc(32, 3).toString('base64')}`);
    const connections = new ConnectionStore(database, keyRing, hosts);
    const settings = { callTimeoutMs: 2_000, breakerVolume: 1_000 };
    const gateway = openZendeskGateway({ database, connections, hosts, settings });
    const verified = await gateway.verify({ url: sandbox.url, accessToken: SANDBOX_TOKEN });
    if (verified.kind !== 'ok') throw new Error(`The sandbox answers ${verified.kind}`);
    await connections.connect('org', sandbox.url, {
      accessToken: SANDBOX_TOKEN,
      connectedUserId: verified.body.id,
    });
    return new GatewayStage(sandbox, gateway, database, connections, created);
  }

  /** The next matching call is disturbed. */
  async fault(order: Readonly<Record<string, unknown>>): Promise<void> {
    await this.sandbox.call('POST', '/sandbox/faults', { times: 1, ...order });
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.created.drop();
    await this.sandbox.stop();
  }
}
