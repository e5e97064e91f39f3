import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * An address of its own for one Zendesk account of the sandbox: Parley knows an organization by its origin, and the sandbox tells
 * accounts apart by the bearer token or the host, so one more port is one more Zendesk.
 */
export class LoopbackDoor {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** Opens a free port that leads to `target`. */
  static async to(target: string): Promise<LoopbackDoor> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const door = new LoopbackDoor(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (socket) => {
      door.join(socket, connect(Number(port), hostname));
    });
    return door;
  }

  /** Cuts every connection and listens no more. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(one: Socket, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.sockets.add(from);
      from.pipe(to);
      // A connection that breaks on one side breaks on the other; its error says nothing more.
      from.once('error', () => to.destroy());
      from.once('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
