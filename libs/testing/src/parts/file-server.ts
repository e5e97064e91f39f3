import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a path answers. */
export type FileAnswer = (reply: ServerResponse) => void;

/** A platform's file server on loopback, of a spec's own: what it was not told to have is 404. */
export class FileServer {
  /** Paths asked for, in order. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, FileAnswer>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FileServer> {
    const server = createServer();
    const files = new FileServer(server);
    server.on('request', (request, reply) => {
      const path = request.url ?? '/';
      files.asked.push(path);
      const answer = files.answers.get(path);
      if (answer === undefined) reply.writeHead(404).end();
      else answer(reply);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return files;
  }

  /** Has a file at a path, or answers there as told; gives its address. */
  has(path: string, content: string | Buffer | FileAnswer, contentType = 'image/png'): string {
    const answer: FileAnswer =
      typeof content === 'function'
        ? content
        : (reply) =>
            reply
              .writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(content) })
              .end(content);
    this.answers.set(path, answer);
    return this.url(path);
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
