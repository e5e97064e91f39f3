import { topicName } from '@parley/contracts';
import { decodeEvent, type LogProducer, type LogRecord } from '@parley/event-log';
import { LogUnavailableError } from '@parley/event-log';
import { httpHarness, PREFIX, type HttpHarness } from '../../test/http-harness';
import { PARKED_STORE, type ParkedFilter, type ParkedTicket } from './parked-store';

const uuid = (number: number) => `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`;

function parked(number: number, change: Partial<ParkedTicket> = {}): ParkedTicket {
  return {
    id: uuid(number),
    organizationId: 'org-1',
    conversationId: `conv-${number}`,
    contactId: `contact-${number}`,
    accountId: 'acc-1',
    reason: 'rejected-by-zendesk',
    effectId: uuid(1_000 + number),
    since: new Date(1_763_000_000_000 + number).toISOString(),
    zendeskTicketId: 35,
    url: null,
    ...change,
  };
}

/** What waits, filtered and paged as the real store does; the read-model suite holds that one to it. */
function storeOf(tickets: readonly ParkedTicket[]) {
  return {
    list: (filter: ParkedFilter, limit: number, after?: { readonly since: string; readonly id: string }) =>
      Promise.resolve(
        tickets
          .filter(
            ({ id, reason, since }) =>
              (filter.ids === undefined || filter.ids.includes(id)) &&
              (filter.reason === undefined || filter.reason === reason) &&
              (after === undefined || `${since} ${id}` > `${after.since} ${after.id}`),
          )
          .slice(0, limit),
      ),
  };
}

describe('orders for parked tickets', () => {
  let harness: HttpHarness;
  const start = async (tickets: readonly ParkedTicket[], producer?: LogProducer) => {
    harness = await httpHarness([{ provide: PARKED_STORE, useValue: storeOf(tickets) }], producer);
  };
  afterEach(() => harness.close());

  const send = async (path: string, payload: object, subject = 'grace') => {
    const token = await harness.issuer.token({ role: 'operator', subject });
    const headers = { authorization: `Bearer ${token}` };
    return harness.inject({ method: 'POST', url: `/v1/parked/${path}`, headers, payload });
  };
  const commands = async () => {
    const records: LogRecord[] = [];
    const topic = topicName(PREFIX, 'commands');
    for (let partition = 0; partition < 4; partition += 1) {
      await harness.log.reader.read({ topic, partition, fromOffset: 0, throughOffset: 10_000 }, (record) =>
        records.push(record),
      );
    }
    return records.map((record) => {
      const decoded = decodeEvent(record);
      if (!decoded.ok) throw new Error(decoded.detail);
      return { key: record.key?.toString(), event: decoded.event };
    });
  };

  it('X3: retries the tickets that are named, each with who ordered it, when, and why', async () => {
    await start([parked(1), parked(2), parked(3)]);
    const answer = await send('retry', { ids: [uuid(1), uuid(3), uuid(9)], note: 'mended' });
    expect([answer.statusCode, answer.json()]).toEqual([202, { ordered: 2 }]);
    const told = await commands();
    expect(told).toHaveLength(2);
    expect(told.map(({ key }) => key).sort()).toEqual(['contact-1', 'contact-3']);
    expect(told.find(({ key }) => key === 'contact-1')?.event).toMatchObject({
      type: 'parley.command.retry-parked.v1',
      subject: 'conv-1',
      data: {
        organizationId: 'org-1',
        ticketKey: uuid(1),
        contactId: 'contact-1',
        by: { id: 'grace', role: 'operator' },
        at: harness.clock.now().toISOString(),
        note: 'mended',
      },
    });
  });

  it('X3: retries all of a reason, however many', async () => {
    const many = Array.from({ length: 450 }, (_, index) => parked(index + 1));
    await start([...many, parked(999, { reason: 'ticket-deleted' })]);
    const answer = await send('retry', { filter: { reason: 'rejected-by-zendesk' } });
    expect(answer.json()).toEqual({ ordered: 450 });
    expect(new Set((await commands()).map(({ key }) => key)).size).toBe(450);
  });

  it('X3: lets go what the ticket is parked on, with a note', async () => {
    await start([parked(1)]);
    const answer = await send(`${uuid(1)}/ignore`, { note: 'not needed' });
    expect(answer.statusCode).toBe(202);
    const [told] = await commands();
    expect(told?.event).toMatchObject({
      id: answer.json<{ command: { id: string } }>().command.id,
      type: 'parley.command.ignore-parked.v1',
      data: { ticketKey: uuid(1), effectId: uuid(1_001), note: 'not needed', by: { id: 'grace' } },
    });
  });

  it.each([
    ['retry', {}, 422, 'invalid-body'],
    ['retry', { ids: [uuid(1)], filter: {} }, 422, 'invalid-body'],
    ['retry', { ids: [] }, 422, 'invalid-body'],
    [`${uuid(1)}/ignore`, {}, 422, 'invalid-body'],
    [`${uuid(1)}/ignore`, { note: '  ' }, 422, 'invalid-body'],
    [`${uuid(2)}/ignore`, { note: 'no' }, 404, 'parked-unknown'],
    ['no-id/ignore', { note: 'no' }, 400, 'invalid-parameters'],
  ])('X3: refuses %s %j', async (path, payload, status, code) => {
    await start([parked(1)]);
    const answer = await send(path, payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(await commands()).toEqual([]);
  });

  it('X3: says so when Kafka does not take the order', async () => {
    const producer = {
      send: () => Promise.reject(new LogUnavailableError('away')),
      close: () => Promise.resolve(),
    };
    await start([parked(1)], producer);
    const answer = await send('retry', { ids: [uuid(1)] });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'log-unavailable']);
  });
});
