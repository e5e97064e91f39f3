import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../show.mjs';
import { ensureCustomers, ensureOrganization, untilDirectoryKnown, untilGatesOpen } from './connect.mjs';
import { kafkaDoor, publishOverHttp } from './doors.mjs';
import { SOURCE, storyOf } from './events.mjs';
import { caller, patient } from './http.mjs';
import { outcomeOf } from './outcome.mjs';
import { conversations, customers, directory, organization } from './scenario.mjs';

/** @typedef {Omit<import('../stack/stack-file.mjs').StackDescription, 'pids'>} Target */
/** @typedef {typeof import('../show.mjs').step} Step */

/** A service that is killed in the middle is back within seconds; its lanes' leases run out within a minute or two. */
const OUTCOME_WITHIN_MS = 240_000;
const CALL_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 300;

/**
 * Connects the organization, publishes the scenario through both doors and waits until everything is as it says, or time is up.
 * @param {Target} target
 * @param {{ prefix: string, step: Step }} options
 * @returns {Promise<{ sandboxUrl: string, outcomes: readonly import('./outcome.mjs').Outcome[] }>}
 */
export async function playDay(target, { prefix, step }) {
  const calls = {
    admin: patient(caller('The gateway', target.gatewayUrl, target.administratorToken), {
      withinMs: CALL_WITHIN_MS,
    }),
    publisher: patient(caller('The gateway', target.gatewayUrl, target.publisherToken), {
      withinMs: CALL_WITHIN_MS,
    }),
    zendesk: patient(caller('Zendesk', target.sandboxUrl, target.sandboxAccessToken), {
      withinMs: CALL_WITHIN_MS,
    }),
  };
  const run = Date.now().toString(36);
  const story = storyOf(run, new Date(Date.now() - 8 * 3_600_000));
  const door = kafkaDoor(target.kafkaBrokers, prefix);
  try {
    const users = await step('customers', () => ensureCustomers(calls.zendesk, customers));
    await step('directory', async () => {
      await publishOverHttp(calls.publisher, directory.map(story.directoryEvent));
      await untilDirectoryKnown(calls.admin, directory);
    });
    const organizationId = await step('organization', (note) => connect(calls.admin, target, note));
    await step('configuration', () => probe(calls, run));
    await step('conversations', async (note) =>
      note(`${await publish({ calls, door, story, users, organizationId })} events through two doors`),
    );
    const outcomes = await step('tickets', (note) => settle({ calls, story, organizationId }, note));
    return { sandboxUrl: target.sandboxUrl, outcomes };
  } finally {
    await door.close();
  }
}

/**
 * @param {import('./http.mjs').Call} admin
 * @param {Target} target
 * @param {(detail: string) => void} note
 */
async function connect(admin, target, note) {
  const wish = { url: target.sandboxUrl, accessToken: target.sandboxAccessToken, ...organization };
  const id = await ensureOrganization(admin, wish);
  note(`${target.sandboxUrl} connected, ${organization.accounts.length} accounts linked`);
  return id;
}

/** @param {{ admin: import('./http.mjs').Call, publisher: import('./http.mjs').Call }} calls @param {string} run */
async function probe({ admin, publisher }, run) {
  const time = new Date().toISOString();
  const conversationId = `conv-probe-${run}`;
  const contact = { id: `contact-probe-${run}` };
  const message = { id: `m-probe-${run}`, text: 'Is anybody there yet?', sentAt: time };
  const data = { conversationId, accountId: 'acc-whatsapp', contact, message };
  const envelope = {
    specversion: /** @type {const} */ ('1.0'),
    id: `probe-${run}`,
    source: SOURCE,
    type: 'parley.message.received.v1',
    time,
  };
  await publishOverHttp(publisher, [
    {
      ...envelope,
      subject: conversationId,
      partitionkey: contact.id,
      datacontenttype: 'application/json',
      data,
    },
  ]);
  await untilGatesOpen(admin, conversationId);
}

/**
 * Publishes the conversations side by side, a step of each in every round. What one door has taken is in the log before the
 * next round begins; a contact uses one door.
 * @param {{ calls: { admin: import('./http.mjs').Call, publisher: import('./http.mjs').Call }, door: ReturnType<typeof kafkaDoor>,
 *   story: ReturnType<typeof storyOf>, users: ReadonlyMap<string, number>, organizationId: string }} how
 * @returns {Promise<number>} number of events
 */
async function publish({ calls, door, story, users, organizationId }) {
  const rounds = Math.max(...conversations.map(({ steps }) => steps.length));
  let events = 0;
  for (let round = 0; round < rounds; round += 1) {
    const acting = conversations.filter(({ steps }) => steps[round] !== undefined);
    const telling = acting.filter(({ steps }) => steps[round]?.kind === 'event');
    const through = (/** @type {string} */ name) =>
      telling.filter((one) => one.door === name).map((one) => story.event(one, round));
    const [overHttp, overKafka] = [through('http'), through('kafka')];
    await Promise.all([publishOverHttp(calls.publisher, overHttp), door.publish(overKafka)]);
    for (const { contact, steps } of acting) {
      const action = steps[round];
      if (action?.kind !== 'associate') continue;
      const path = `/v1/contacts/${encodeURIComponent(story.contactId(contact.id))}/associations/${organizationId}`;
      await calls.admin('PUT', path, { zendeskUserId: users.get(action.customer) });
    }
    events += overHttp.length + overKafka.length;
  }
  return events;
}

/**
 * Looks until every conversation is as the scenario says in two looks one after the other, so that nothing more is under way.
 * @param {{ calls: { admin: import('./http.mjs').Call, zendesk: import('./http.mjs').Call }, story: ReturnType<typeof storyOf>, organizationId: string }} how
 * @param {(detail: string) => void} note
 */
async function settle({ calls, story, organizationId }, note) {
  const deadline = performance.now() + OUTCOME_WITHIN_MS;
  const told = new Set();
  let equalLooks = 0;
  for (;;) {
    const truth = await calls.zendesk('GET', '/sandbox/truth?include=tickets,users');
    const outcomes = await Promise.all(
      conversations.map((conversation) => {
        const id = story.conversationId(conversation.id);
        return outcomeOf(conversation, {
          id,
          organizationId,
          accountName: accountName(conversation.accountId),
          truth,
          admin: calls.admin,
        });
      }),
    );
    const right = outcomes.filter(({ differences }) => differences.length === 0);
    for (const { conversation, ticket } of right) {
      if (ticket !== undefined && !told.has(conversation.id)) say(`    #${ticket.id} ${conversation.title}`);
      told.add(conversation.id);
    }
    const equal = right.length;
    equalLooks = equal === outcomes.length ? equalLooks + 1 : 0;
    note(`${equal} of ${outcomes.length} as the scenario says`);
    if (equalLooks === 2 || performance.now() > deadline) return outcomes;
    await pause(LOOK_EVERY_MS);
  }
}

/** @param {string} accountId */
function accountName(accountId) {
  const account = directory.find(({ data }) => 'network' in data && data.id === accountId);
  return account !== undefined && 'name' in account.data ? String(account.data.name) : '';
}
