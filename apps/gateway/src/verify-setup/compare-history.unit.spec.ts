import { fixedClock } from '@parley/testing';
import type { Audit, AuditPage, ZendeskOutcome } from '@parley/zendesk';
import { CompareHistory } from './compare-history';

const facts = { method: 'GET', path: '/api/v2/tickets/7/audits', durationMs: 1 } as const;
const at = (offset: number) => ({ epoch: 0, partition: 0, offset });
const history = { ticketKey: 'k', zendeskTicketId: 7, wanted: at(5), reached: at(5), lastEffectId: 'e-2' };

function audit(id: number, effect?: string, offset = 0, comments = 1): Audit {
  return {
    id,
    created_at: new Date(id * 1_000).toISOString(),
    metadata: effect === undefined ? null : { custom: { parley: { effect, ticketKey: 'k', offset } } },
    events: Array.from({ length: comments }, () => ({ type: 'Comment' })),
  };
}

function comparing(...pages: readonly (readonly Audit[])[]) {
  let asked = 0;
  const clock = fixedClock();
  const ticketAudits = (): Promise<ZendeskOutcome<AuditPage>> => {
    const audits = pages[asked % pages.length] ?? [];
    asked += 1;
    const next = asked % pages.length === 0 ? {} : { next: String(asked) };
    const body = { audits, newestFirst: true, ...next };
    return Promise.resolve({ ...facts, kind: 'ok', status: 200, replayed: false, unpermittedKeys: [], body });
  };
  return { clock, asked: () => asked, compare: new CompareHistory({ ticketAudits }, clock) };
}

describe('A7: a ticket compared with Zendesk', () => {
  it('is found by the mark of the last change, whatever agents did since', async () => {
    const { compare } = comparing([audit(4), audit(3, 'e-2', 5, 2)], [audit(2, 'e-1', 3), audit(1)]);
    expect(await compare.of('org', history, 'https://acme')).toMatchObject({
      hasLastChange: true,
      comparison: { comments: 5, expected: { offset: 5 }, marked: { offset: 5 } },
    });
  });

  it('lacks its last change, or has none of Parley at all', async () => {
    expect(await comparing([audit(2, 'e-1', 3)]).compare.of('org', history, 'u')).toMatchObject({
      hasLastChange: false,
      comparison: { marked: { offset: 3 } },
    });
    const foreign = audit(1, 'e-2', 5);
    const other = { ...foreign, metadata: { custom: { parley: 'tampered' } } };
    expect(await comparing([other]).compare.of('org', history, 'u')).toMatchObject({
      hasLastChange: false,
      comparison: { marked: null, comments: 1 },
    });
  });

  it('is not asked for again within three seconds, unless something moved', async () => {
    const { compare, asked, clock } = comparing([audit(1, 'e-2', 5)]);
    await compare.of('org', history, 'u');
    await compare.of('org', history, 'u');
    expect(asked()).toBe(1);
    await compare.of('org', { ...history, wanted: at(6) }, 'u');
    clock.advance(3_001);
    await compare.of('org', history, 'u');
    expect(asked()).toBe(3);
  });
});
