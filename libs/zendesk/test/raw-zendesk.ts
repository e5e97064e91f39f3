import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** One request as it came over the wire, byte for byte. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What the server does with a request; it writes bytes itself. */
export type Script = (socket: Socket, request: RawRequest) => void;

/** A server that answers byte by byte as a script says, so that every fault of a network can be made. */
export class RawZendesk {
  readonly requests: RawRequest[] = [];
  script: Script = answer(500);
  private constructor(private readonly server: Server) {
    const { port } = server.address() as AddressInfo;
    this.host = `127.0.0.1:${port}`;
    server.on('connection', (socket) => this.serve(socket));
  }

  static async listen(script?: Script): Promise<RawZendesk> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const zendesk = new RawZendesk(server);
    if (script !== undefined) zendesk.script = script;
    return zendesk;
  }

  private readonly sockets = new Set<Socket>();
  /** `host:port`, as ZENDESK_ALLOWED_HOSTS names it. */
  readonly host: string;

  get origin(): string {
    return `http://${this.host}`;
  }

  /** Paths asked for, in order. */
  get paths(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let parsed = parseRequest(received); parsed !== undefined; parsed = parseRequest(received)) {
        received = received.subarray(parsed.length);
        this.requests.push(parsed.request);
        this.script(socket, parsed.request);
      }
    });
  }
}

/** Answers whole and well: status, JSON body, extra headers. */
export function answer(
  status: number,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Script {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(text)), ...headers });
  return (socket) =>
    socket.write(
      `HTTP/1.1 ${status} Said\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`,
    );
}

/** Answers each request with the next script; the last one stays. */
export function inTurn(...scripts: readonly [Script, ...Script[]]): Script {
  let next = 0;
  return (socket, request) => {
    const script = scripts[Math.min(next, scripts.length - 1)] ?? scripts[0];
    next += 1;
    script(socket, request);
  };
}

function parseRequest(bytes: Buffer): { readonly request: RawRequest; readonly length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = end + 4 + Number(headers.get('content-length') ?? 0);
  if (bytes.length < length) return undefined;
  return { request: { method, path, headers, body: Buffer.from(bytes.subarray(end + 4, length)) }, length };
}
