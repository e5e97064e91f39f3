import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runDueTasks } from '../business-rules/lifecycle';
import { addressOf } from '../http/account-address';
import { pathText, queryText } from '../http/address-parameters';
import { STATUSES } from '../tickets/ticket';
import { isRecord } from '../http/records';
import { FAULT_SWITCHES, faultPage } from './fault-page';
import { sendPage } from './send-page';
import { STYLE } from './style';
import { ticketListPage } from './ticket-list-page';
import { missingTicketPage, ticketPage } from './ticket-page';

/** Tickets as an agent sees them, under the paths that real Zendesk uses, and what goes wrong on purpose. */
export function registerAgentPages(app: FastifyInstance): void {
  app.get('/', async (request, reply) => reply.redirect(`${addressOf(request.raw).prefix}/agent`));
  app.get('/agent/style.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(STYLE),
  );
  app.get('/agent', list);
  app.get('/agent/tickets', list);
  app.get('/agent/faults', async (request, reply) =>
    sendPage(reply, faultPage(request.account, addressOf(request.raw).prefix)),
  );
  app.post('/agent/faults', async (request, reply) => {
    const { account, body } = request;
    const wanted = isRecord(body) ? body['switch'] : undefined;
    const found = FAULT_SWITCHES.find(({ name }) => name === wanted);
    if (found !== undefined) account.faults.add(found.order);
    if (wanted === 'off') account.faults.clear();
    return reply.redirect(`${addressOf(request.raw).prefix}/agent/faults`, 303);
  });
  app.get('/agent/tickets/:id', async (request, reply) => {
    const { account } = request;
    runDueTasks(account);
    const id = pathText(request, 'id');
    const ticket = account.tickets.findLive(Number(id));
    const prefix = addressOf(request.raw).prefix;
    if (ticket === undefined) return sendPage(reply.code(404), missingTicketPage(account, prefix, id));
    return sendPage(reply, ticketPage(account, prefix, ticket));
  });
}

async function list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  runDueTasks(request.account);
  const status = STATUSES.find((name) => name === queryText(request, 'status'));
  const page = Math.max(1, Number.parseInt(queryText(request, 'page') ?? '1', 10) || 1);
  const choice = { status, query: queryText(request, 'q') ?? '', page };
  return sendPage(reply, ticketListPage(request.account, addressOf(request.raw).prefix, choice));
}
