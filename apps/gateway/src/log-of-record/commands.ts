import { randomUUID } from 'node:crypto';
import { isId, topicName } from '@parley/contracts';
import type { Person } from '@parley/contracts';
import { encodeEvent } from '@parley/event-log';
import { currentTraceparent } from '@parley/platform';
import type { Principal } from '../access/role';
import { GATEWAY_SOURCE } from '../associate-contact/associate-contact';
import type { LogAppender } from './log-appender';
import { logUnavailable } from './log-problems';

/** An order as it goes into the topic of commands: keyed by the contact it is about. */
type Command = Parameters<typeof encodeEvent>[2] & { readonly data: { readonly contactId: string } };

/** What every order of a person carries; each is an event of its own. */
export function commandEnvelope(contactId: string, now: Date) {
  const traceparent = currentTraceparent();
  return {
    specversion: '1.0' as const,
    id: randomUUID(),
    source: GATEWAY_SOURCE,
    time: now.toISOString(),
    partitionkey: contactId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** Who gave an order, as it is kept with it. */
export function personOf({ subject, role }: Principal): Person {
  return { id: isId(subject) ? subject : 'unnamed', role };
}

/** Appends orders, in their order. Throws `log-unavailable` unless Kafka has them all. */
export async function appendCommands(
  log: Pick<LogAppender, 'append'>,
  prefix: string,
  commands: readonly Command[],
): Promise<void> {
  if (commands.length === 0) return;
  const topic = topicName(prefix, 'commands');
  const messages = commands.map((command) => encodeEvent(topic, command.data.contactId, command));
  if ((await log.append(messages)).kind !== 'acknowledged') throw logUnavailable();
}
