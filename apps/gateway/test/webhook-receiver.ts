import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was posted. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The other side of a webhook on loopback; answers as it is told, 204 by default. */
export class WebhookReceiver {
  readonly posted: Posted[] = [];
  /** Answers in turn; then 204. `undefined` stands for no answer at all. */
  readonly answers: (number | undefined)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.posted.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        const answer = receiver.answers.length > 0 ? receiver.answers.shift() : 204;
        if (answer === undefined) return;
        reply.writeHead(answer, answer === 302 ? { location: receiver.url } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/alerts`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
