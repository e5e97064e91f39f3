import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers `users/me` as Zendesk does: the token decides who one is, and an unknown one is 401. */
export class FakeZendesk {
  static readonly TOKEN = 'good-token';
  static readonly END_USER_TOKEN = 'end-user-token';
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  static async start(): Promise<FakeZendesk> {
    const server = createServer((request, response) => {
      const authorization = request.headers.authorization ?? '';
      const role = authorization.endsWith(FakeZendesk.TOKEN) ? 'admin' : 'end-user';
      const known =
        authorization.endsWith(FakeZendesk.TOKEN) || authorization.endsWith(FakeZendesk.END_USER_TOKEN);
      response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          known ? { user: { id: 4711, role, active: true } } : { error: "Couldn't authenticate you" },
        ),
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new FakeZendesk(server, (server.address() as AddressInfo).port);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((closed) => this.server.close(() => closed()));
  }
}
