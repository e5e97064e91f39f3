import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * An address of its own for one Zendesk account of the sandbox, which tells accounts apart by the bearer token. It passes bytes
 * through and notes when a new ticket or an update of one arrives, so that nobody has to ask the sandbox while time is taken.
 */
export class ZendeskDoor {
  private readonly sockets = new Set<Socket>();
  private arrivals = 0;
  private waiting: ((at: number) => void)[] = [];
  private waitingForNew: ((at: number) => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: string): Promise<ZendeskDoor> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const door = new ZendeskDoor(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (socket) => {
      socket.on('data', (chunk) => door.look(chunk));
      door.join(socket, connect(Number(port), hostname));
    });
    return door;
  }

  /** Updates of tickets that have arrived so far. */
  get updates(): number {
    return this.arrivals;
  }

  /** Resolves with the time, in ms since the epoch, at which the next update of a ticket arrives. */
  nextUpdate(): Promise<number> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Resolves with the time, in ms since the epoch, at which the next new ticket arrives. */
  nextCreation(): Promise<number> {
    return new Promise((resolve) => this.waitingForNew.push(resolve));
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private look(chunk: Buffer): void {
    const at = performance.timeOrigin + performance.now();
    const head = chunk.subarray(0, 40).toString('latin1');
    if (/^POST \/api\/v2\/tickets(\.json)?[ ?]/.test(head))
      for (const told of this.waitingForNew.splice(0)) told(at);
    if (!head.startsWith('PUT /api/v2/tickets/')) return;
    this.arrivals += 1;
    for (const told of this.waiting.splice(0)) told(at);
  }

  private join(one: Socket, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      // A connection that breaks on one side breaks on the other.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
