import { randomUUID } from 'node:crypto';
import { until } from '../processes';
import type { Figure } from '../report';
import { administer, type Stack } from '../stack';
import { quantile } from '../statistics';
import { common, event, message, openDesk, publish, routed, type BenchDesk } from './bench-desk';

/** Few enough to stay below what a Zendesk takes at once. */
const TIMES = 12;
/** The first ones meet services that have just started. */
const WARM = 2;
const TARGET_MS = 1_000;

/** What a person changes, and what each such change lets go. */
const CHANGES = {
  'an account switched on': switchOn,
  'an association': associate,
  'an e-mail filled in': fillIn,
} as const;

/**
 * Time from the request that changes something to the arrival of the new ticket at Zendesk, on an idle system: one change at a
 * time, each lets go one conversation that waits for it.
 */
export async function measureChanges(stack: Stack, say: (line: string) => void): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, prepare] of Object.entries(CHANGES)) {
    const desk = await openDesk(stack, randomUUID().slice(0, 8));
    const taken: number[] = [];
    for (let index = 0; index < TIMES; index += 1) {
      const change = await prepare(desk, index);
      const arrival = desk.door.nextCreation();
      const sent = performance.timeOrigin + performance.now();
      await change();
      const ms = (await arrival) - sent;
      if (index >= WARM) taken.push(ms);
    }
    desk.door.close();
    const slowest = Math.max(...taken);
    const value = `p50 ${quantile(taken, 0.5).toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`;
    say(`changes: ${name}: ${value}`);
    figures.push({
      name: `${name}, to the Zendesk request out`,
      value,
      target: `under ${TARGET_MS} ms`,
      holds: slowest < TARGET_MS,
    });
  }
  return figures;
}

/** G3: a routed conversation of an account that is off. */
async function switchOn(desk: BenchDesk, index: number): Promise<() => Promise<unknown>> {
  const { stack, run, organizationId } = desk;
  const path = `/v1/organizations/${organizationId}/accounts/bench-${run}`;
  await administer(stack, 'PATCH', path, { enabled: false });
  let told = 0;
  await until(
    async () => {
      told += 1;
      await publish(stack, [message(run, index, `probe-${told}`)]);
      return waitsFor(desk, index, 'account-disabled');
    },
    { timeoutMs: 20_000, everyMs: 20, what: 'the account is off' },
  );
  await publish(stack, [routed(desk, index)]);
  await until(async () => !(await waitsFor(desk, index, 'not-routed')), {
    timeoutMs: 20_000,
    everyMs: 20,
    what: 'the routing is known',
  });
  return () => administer(stack, 'PATCH', path, { enabled: true });
}

/** T1: an answered conversation of a contact whom nobody associated. */
async function associate(desk: BenchDesk, index: number): Promise<() => Promise<unknown>> {
  const { stack, run, organizationId, userId } = desk;
  const { conversationId } = common(run, index);
  const reply = event(run, 'message.sent', `reply-${index}`, {
    ...common(run, index),
    message: { id: `${run}-reply-${index}`, text: 'Hello', sentAt: new Date().toISOString() },
    author: { kind: 'advisor', id: 'advisor' },
  });
  await publish(stack, [message(run, index, 'first'), reply]);
  await until(() => waitsFor(desk, index, 'not-associated'), {
    timeoutMs: 20_000,
    everyMs: 20,
    what: 'the conversation waits for an association',
  });
  const path = `/v1/contacts/${conversationId}/associations/${organizationId}`;
  return () => administer(stack, 'PUT', path, { zendeskUserId: userId });
}

/** T5: a routed conversation of a contact without an e-mail. */
async function fillIn(desk: BenchDesk, index: number): Promise<() => Promise<unknown>> {
  const { stack, run } = desk;
  const { conversationId, accountId } = common(run, index);
  const nobody = { id: `${run}-${index}`, name: `Contact ${index}` };
  const data = { conversationId, accountId, contact: nobody, teamId: desk.team, by: { kind: 'bot' } };
  await publish(stack, [event(run, 'conversation.routed', `routed-${index}`, data)]);
  await until(() => waitsFor(desk, index, 'email-missing'), {
    timeoutMs: 20_000,
    everyMs: 20,
    what: 'the conversation waits for an e-mail',
  });
  const { contact } = common(run, index);
  return () => publish(stack, [event(run, 'contact.updated', `filled-${index}`, { contact })]);
}

/** Whether one of the conversation's gates is shut for that reason; false, too, while nobody knows of it. */
async function waitsFor({ stack, run }: BenchDesk, index: number, reason: string): Promise<boolean> {
  const path = `/v1/conversations/${common(run, index).conversationId}`;
  const answer = await fetch(stack.gatewayUrl + path, {
    headers: { authorization: `Bearer ${stack.administratorToken}` },
  });
  const body = (await answer.json()) as { readonly gates?: readonly { readonly reason?: string }[] };
  return body.gates?.some((gate) => gate.reason === reason) ?? false;
}
