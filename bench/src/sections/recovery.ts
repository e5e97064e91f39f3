import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { until } from '../processes';
import type { Figure } from '../report';
import { administer, runningStack, type Stack } from '../stack';
import { type BenchDesk, message, openDesk, publish, routed } from './bench-desk';
import { forgetBacklog, LANES, makeBacklog } from './recovery-load';

const SERVICES = ['gateway', 'trigger-evaluator', 'customer-service', 'ticket-writer'] as const;
const ROUNDS = 3;
const TARGET_SECONDS = 10;

/**
 * Kills the four services at once while 100,000 tickets are behind, and takes the time from their death until the first call about one of them
 * arrives at Zendesk: the stack starts them again, they join their groups, open their databases, and claim.
 */
export async function measureRecovery(stack: Stack, say: (line: string) => void): Promise<readonly Figure[]> {
  const desk = await openDesk(stack, randomUUID().slice(0, 8));
  const client = new Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    const created = desk.door.nextCreation();
    await publish(stack, [message(desk.run, 0, 'first'), routed(desk, 0)]);
    await created;
    await until(() => isWritten(client, desk), {
      timeoutMs: 60_000,
      everyMs: 50,
      what: 'the first ticket is written',
    });
    await makeBacklog(client, desk.organizationId);
    say(`recovery: ${LANES} tickets are behind`);
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      seconds.push(await restart(desk));
      say(`recovery: first call ${seconds.at(-1)?.toFixed(1)} s after all services died`);
      await until(areUp, { timeoutMs: 120_000, everyMs: 100, what: 'every service is up again' });
    }
    return [figureOf(seconds)];
  } finally {
    try {
      await tidyUp(stack, client, desk);
    } finally {
      await client.end();
      desk.door.close();
    }
  }
}

async function tidyUp(stack: Stack, client: Client, { organizationId, run }: BenchDesk): Promise<void> {
  await until(areUp, { timeoutMs: 120_000, everyMs: 100, what: 'every service is up again' });
  const account = `/v1/organizations/${organizationId}/accounts/bench-${run}`;
  await administer(stack, 'PATCH', account, { enabled: false });
  await forgetBacklog(client, organizationId);
}

async function restart({ door }: BenchDesk): Promise<number> {
  const { pids } = runningStack();
  const killed = SERVICES.flatMap((service) => pids[service] ?? []);
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  const died = performance.timeOrigin + performance.now();
  await until(() => Promise.resolve(!killed.some(isThere)), {
    timeoutMs: 10_000,
    everyMs: 5,
    what: 'every service is dead',
  });
  return ((await door.nextCreation()) - died) / 1_000;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function areUp(): Promise<boolean> {
  const { pids, gatewayUrl } = runningStack();
  if (SERVICES.some((service) => pids[service] === undefined)) return false;
  return fetch(`${gatewayUrl}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function isWritten(client: Client, { organizationId }: BenchDesk): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from writer.lane where organization_id = $1 and whole and behind_since is null`,
    [organizationId],
  );
  return rowCount === 1;
}

function figureOf(seconds: readonly number[]): Figure {
  const slowest = Math.max(...seconds);
  return {
    name: `first Zendesk call after all four services died, ${LANES.toLocaleString('en')} tickets behind (${ROUNDS} rounds)`,
    value: seconds.map((one) => `${one.toFixed(1)} s`).join(', '),
    target: `under ${TARGET_SECONDS} s`,
    holds: slowest < TARGET_SECONDS,
  };
}
