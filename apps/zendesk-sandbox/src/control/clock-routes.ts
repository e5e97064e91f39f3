import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { runDueTasks } from '../business-rules/lifecycle';
import type { Account } from '../world/account';

const ClockOrder = Type.Object(
  {
    /** The moment to show from now on, RFC 3339. */
    set: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' })),
    /** Seconds to jump; negative ones go back. */
    advanceSeconds: Type.Optional(Type.Number()),
    /** Sandbox seconds per real second; 0 stands still. */
    rate: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
  },
  { additionalProperties: false },
);

/** The clock of the account. What became due in between (closing, archiving, triggers) happens before the answer. */
export function registerClockRoutes(app: FastifyInstance): void {
  app.get('/sandbox/clock', (request) => clockJson(request.account));
  app.post<{ Body: Static<typeof ClockOrder> }>(
    '/sandbox/clock',
    { schema: { body: ClockOrder } },
    (request) => {
      const { clock } = request.account;
      const { set, advanceSeconds, rate } = request.body;
      if (set !== undefined) clock.set(Date.parse(set));
      if (advanceSeconds !== undefined) clock.advance(advanceSeconds * 1000);
      if (rate !== undefined) clock.run(rate);
      runDueTasks(request.account);
      return clockJson(request.account);
    },
  );
}

function clockJson(account: Account): object {
  return { now: new Date(account.now()).toISOString(), rate: account.clock.state.rate };
}
