import type { Gate } from '@parley/contracts';
import type { KnownConversation } from '../explain-conversation/conversation-store';
import { guideSteps } from './guide-steps';
import type { SetupFacts } from './guide-steps';

const since = '2026-11-21T09:00:00.000Z';
const cause = { source: '/platforms/acme', id: 'e-1' };
const facts = { method: 'GET', path: '/api/v2/tickets/7/audits', durationMs: 1 } as const;

function known(change: Partial<KnownConversation> = {}): KnownConversation {
  return {
    summary: {
      id: 'conv-1',
      accountId: 'acc',
      contactId: 'contact-1',
      organizationId: 'org',
      state: 'held',
      reason: null,
      closed: false,
      lastEventAt: since,
      tickets: [],
    },
    gateReport: undefined,
    target: undefined,
    customerObstacle: undefined,
    candidates: [],
    ticketObstacle: undefined,
    ...change,
  };
}

const fired = { version: 5, mode: 'B', trigger: cause, firedAt: since } as const;
const held = (...gates: Gate[]) => known({ gateReport: { version: 1, gates } });
const trigger = (mode: 'A' | 'B', reason: Gate['reason']): Gate => ({
  gate: 'trigger',
  mode,
  open: false,
  ...(reason === undefined ? {} : { reason }),
  since,
  cause,
});
const at = (offset: number) => ({ epoch: 0, partition: 0, offset });
const history = {
  ticketKey: 'k',
  zendeskTicketId: 7,
  wanted: at(5),
  reached: at(5),
  lastEffectId: 'e',
};
const comparison = {
  zendeskTicketId: 7,
  url: 'https://acme.zendesk.com/agent/tickets/7',
  expected: { offset: 5 },
  marked: { offset: 5 },
  comments: 2,
  comparedAt: since,
};
const all: SetupFacts = {
  known: known({ target: fired }),
  firstMessageAt: since,
  history,
  zendesk: { comparison, hasLastChange: true },
};

const states = (change: Partial<SetupFacts>) => guideSteps({ ...all, ...change }).map(({ state }) => state);
const last = (change: Partial<SetupFacts>) => guideSteps({ ...all, ...change }).at(-1);

describe("A7: the guide's four steps", () => {
  it('are all done when the ticket in Zendesk has the last change', () => {
    expect(guideSteps(all)).toMatchObject([
      { step: 'message-arrived', state: 'ok', since },
      { step: 'reply-or-team', state: 'ok', mode: 'B' },
      { step: 'ticket-created', state: 'ok' },
      { step: 'history-complete', state: 'ok' },
    ]);
  });

  it('wait, each for the one before, while nothing has arrived', () => {
    const nothing = { known: undefined, firstMessageAt: undefined, history: undefined, zendesk: undefined };
    expect(guideSteps(nothing).map(({ reason }) => reason)).toEqual([
      'no-conversation',
      'earlier-step',
      'earlier-step',
      'earlier-step',
    ]);
  });

  it('tell which gate of which mode is shut, and what opens it', () => {
    const none = { history: undefined, zendesk: undefined };
    expect(guideSteps({ ...all, ...none, known: held(trigger('A', 'no-human-reply')) })[1]).toMatchObject({
      state: 'waiting',
      mode: 'A',
      reason: 'no-human-reply',
      since,
      todo: expect.stringContaining('reply') as string,
    });
    const disabled: Gate = { gate: 'account-enabled', open: false, reason: 'account-disabled', since, cause };
    const gates = held(trigger('B', 'not-routed'), disabled);
    expect(guideSteps({ ...all, ...none, known: gates })[1]).toMatchObject({
      state: 'failed',
      reason: 'account-disabled',
    });
    expect(states({ ...none, known: gates })).toEqual(['ok', 'failed', 'waiting', 'waiting']);
  });

  it('fail where a person has to look, and wait where it goes on by itself', () => {
    const none = { history: undefined, zendesk: undefined };
    const obstacle = { reason: 'rejected-by-zendesk', since };
    const parked = known({ target: fired, ticketObstacle: obstacle });
    expect(guideSteps({ ...all, ...none, known: parked })[2]).toMatchObject({
      state: 'failed',
      reason: 'rejected-by-zendesk',
    });
    expect(states(none)).toEqual(['ok', 'ok', 'waiting', 'waiting']);
    expect(last({ history: { ...history, reached: at(3) } })).toMatchObject({
      state: 'waiting',
      reason: 'under-way',
    });
  });

  it('fail where the ticket is not what Parley made of it', () => {
    expect(last({ zendesk: { comparison, hasLastChange: false } })).toMatchObject({
      state: 'failed',
      reason: 'history-differs',
    });
    const refused = { ...facts, kind: 'refused', detail: '', fields: [], body: undefined } as const;
    expect(last({ zendesk: { ...refused, status: 404, code: 'not-found' } })).toMatchObject({
      reason: 'ticket-deleted',
    });
    expect(last({ zendesk: { ...refused, status: 403, code: 'forbidden' } })).toMatchObject({
      reason: 'ticket-unreadable',
    });
    expect(last({ zendesk: { ...facts, kind: 'unauthorised', sent: true } })).toMatchObject({
      reason: 'organization-not-authorised',
    });
    expect(last({ zendesk: { ...facts, kind: 'unknown', reason: 'timeout', detail: '' } })).toMatchObject({
      state: 'waiting',
      reason: 'zendesk-unavailable',
    });
  });
});
