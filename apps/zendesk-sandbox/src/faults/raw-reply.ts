import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Steps in which slow headers trickle out. */
const TRICKLE_STEPS = 20;

/** Cuts the connection with a reset, so that the client sees ECONNRESET and no byte of an answer. */
export function cutConnection(request: FastifyRequest): void {
  request.raw.socket.resetAndDestroy();
}

/** Announces the whole answer, sends half of it and cuts the connection. */
export function sendHalf(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): void {
  reply.raw.writeHead(reply.statusCode, { ...headersOf(reply), 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => request.raw.socket.destroy());
}

/** Lets status line and headers trickle out over the given time, then sends the body and ends the connection. */
export function sendSlowly(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Buffer,
  overMs: number,
): void {
  const { socket } = request.raw;
  const headers = { ...headersOf(reply), 'content-length': String(bytes.length), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${reply.statusCode} ${STATUS_CODES[reply.statusCode] ?? ''}\r\n${lines.join('')}\r\n`;
  void trickle(socket, head, overMs).then(() => socket.end(bytes));
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const known = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}

async function trickle(socket: Socket, text: string, overMs: number): Promise<void> {
  const step = Math.ceil(text.length / TRICKLE_STEPS);
  for (let start = 0; start < text.length && socket.writable; start += step) {
    socket.write(text.slice(start, start + step));
    await sleep(overMs / TRICKLE_STEPS);
  }
}
