import { GATES, GATE_REASONS } from '@parley/contracts';
import type { Gate } from '@parley/contracts';
import type { FiredTarget } from './conversation-store';
import { explainGates } from './explain-gates';
import { WHAT_TO_DO } from './what-to-do';

const cause = { source: '/platforms/acme', id: 'e-1' };
const since = '2026-11-21T09:00:00.000Z';
const target: FiredTarget = {
  version: 5,
  mode: 'A',
  trigger: { source: '/platforms/acme', id: 'e-2' },
  firedAt: '2026-11-21T10:00:00.000Z',
};
const shut: readonly Gate[] = [
  { gate: 'account-known', open: true, since, cause },
  { gate: 'trigger', mode: 'A', open: false, reason: 'not-associated', since, cause },
];
const nothing = {
  gateReport: undefined,
  target: undefined,
  customerObstacle: undefined,
  ticketObstacle: undefined,
};

describe('X1: why a conversation is not in Zendesk', () => {
  it('shows the gates as trigger-evaluator reported them, with what to do about the shut ones', () => {
    expect(explainGates({ ...nothing, gateReport: { version: 3, gates: shut } })).toEqual([
      shut[0],
      { ...shut[1], todo: WHAT_TO_DO['not-associated'] },
    ]);
  });

  it('shows every gate open since the firing, when that was the last word', () => {
    const gates = explainGates({ ...nothing, gateReport: { version: 3, gates: shut }, target });
    expect(gates.map(({ gate }) => gate)).toEqual([...GATES]);
    expect(gates.every(({ open, since: at }) => open && at === target.firedAt)).toBe(true);
    expect(gates.find(({ gate }) => gate === 'trigger')).toMatchObject({ mode: 'A', cause: target.trigger });
  });

  it('shows gates that shut again after the firing', () => {
    const gates = explainGates({ ...nothing, gateReport: { version: 6, gates: shut }, target });
    expect(gates.map(({ gate, open }) => [gate, open])).toEqual([
      ['account-known', true],
      ['trigger', false],
      ['customer', true],
      ['ticket', true],
    ]);
  });

  it('G7 and G8: shows the customer and the ticket that stand in the way', () => {
    const gates = explainGates({
      ...nothing,
      target,
      customerObstacle: { reason: 'customer-suspended', since },
      ticketObstacle: { reason: 'ticket-deleted', since },
    });
    expect(gates.slice(-2)).toMatchObject([
      {
        gate: 'customer',
        open: false,
        reason: 'customer-suspended',
        since,
        todo: WHAT_TO_DO['customer-suspended'],
      },
      { gate: 'ticket', open: false, reason: 'ticket-deleted', todo: WHAT_TO_DO['ticket-deleted'] },
    ]);
  });

  it('leaves out a reason that is no gate’s: the conversation itself names it', () => {
    const [gate] = explainGates({ ...nothing, target, ticketObstacle: { reason: 'settling', since } }).slice(
      -1,
    );
    expect(gate).toEqual({ gate: 'ticket', open: false, since, cause: target.trigger });
  });

  it('says nothing before anything was decided', () => {
    expect(explainGates(nothing)).toEqual([]);
  });

  it.each(GATE_REASONS)('knows what to do about %s', (reason) => {
    expect(WHAT_TO_DO[reason]).toMatch(/\.$/);
  });
});
