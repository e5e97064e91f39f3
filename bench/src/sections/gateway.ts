import { join } from 'node:path';
import { Pool } from 'undici';
import { freePort, startNode, until } from '../processes';
import type { Figure } from '../report';
import { ROOT, type Stack } from '../stack';
import { median, ratioOf, showRatio } from '../statistics';
import { createTopic, loadOf } from '../load';

const ROUNDS = 5;
const REQUESTS = 6_000;
const CONNECTIONS = 64;
const SHAPE = { events: REQUESTS, contacts: 2_000, firedEvery: 10, partitions: 12 };
const TARGET = 0.6;

interface Target {
  readonly url: string;
  readonly token: string;
}

/** Requests a second that one door acknowledges durably, single structured events over keep-alive connections. */
async function rate(target: Target, round: string): Promise<number> {
  const pool = new Pool(target.url, { connections: CONNECTIONS, pipelining: 1 });
  const bodies = [...loadOf(SHAPE)].map((message) =>
    JSON.stringify({
      specversion: '1.0',
      id: `${round}-${message.headers['ce_id'] ?? ''}`,
      source: '/bench',
      type: message.headers['ce_type'],
      time: '2026-11-21T09:30:00Z',
      datacontenttype: 'application/json',
      data: JSON.parse(message.value) as unknown,
    }),
  );
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await pool.request({
        method: 'POST',
        path: '/v1/events',
        headers: { 'content-type': 'application/cloudevents+json', authorization: `Bearer ${target.token}` },
        body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`${target.url} answered ${answer.statusCode}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - started) / 1_000;
  await pool.close();
  return REQUESTS / seconds;
}

/** The gateway's HTTP door against a bare Fastify route with the same durability. */
export async function measureGateway(stack: Stack, say: (line: string) => void): Promise<readonly Figure[]> {
  const topic = `bench.raw.${process.pid}`;
  await createTopic(stack.kafkaBrokers, topic, SHAPE.partitions);
  const port = await freePort();
  const raw = startNode(join(ROOT, 'bench/dist/stages/raw-fastify.js'), {
    BENCH_BROKERS: stack.kafkaBrokers,
    BENCH_OUTPUT: topic,
    BENCH_GROUP: 'bench-raw',
    BENCH_PORT: String(port),
  });
  const doors = {
    raw: { url: `http://127.0.0.1:${port}`, token: 'none' },
    gateway: { url: stack.gatewayUrl, token: stack.publisherToken },
  };
  try {
    await until(
      () =>
        fetch(doors.raw.url).then(
          () => true,
          () => false,
        ),
      {
        timeoutMs: 20_000,
        everyMs: 50,
        what: 'the bare Fastify route listens',
      },
    );
    const rates: { raw: number[]; gateway: number[] } = { raw: [], gateway: [] };
    await rate(doors.raw, `warm-raw-${process.pid}`);
    await rate(doors.gateway, `warm-gateway-${process.pid}`);
    for (let round = 1; round <= ROUNDS; round += 1) {
      rates.raw.push(await rate(doors.raw, `raw-${process.pid}-${round}`));
      rates.gateway.push(await rate(doors.gateway, `gateway-${process.pid}-${round}`));
      say(
        `gateway, round ${round} of ${ROUNDS}: ${Math.round(rates.gateway.at(-1) ?? 0)} requests/s, bare Fastify ${Math.round(rates.raw.at(-1) ?? 0)}`,
      );
    }
    const ratio = ratioOf(rates.gateway, rates.raw);
    return [
      {
        name: 'gateway, one event a request, durable, against bare Fastify doing the same',
        value: `${showRatio(ratio)}; ${Math.round(median(rates.gateway))} requests/s`,
        target: `at least ${TARGET}x`,
        holds: ratio.median >= TARGET,
      },
    ];
  } finally {
    await raw.stop();
  }
}
