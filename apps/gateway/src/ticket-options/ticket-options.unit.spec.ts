import { DEFAULT_CONFIGURATION } from '@parley/contracts';
import { fixedClock } from '@parley/testing';
import type { Trigger, ZendeskGateway, ZendeskOutcome } from '@parley/zendesk';
import type { Organization } from '../connect-organization/organization';
import { mayNotifyRequester } from './notifying-triggers';
import { TicketOptions } from './ticket-options';

const facts = { method: 'GET', path: '/api/v2/groups', durationMs: 1 } as const;
const organization: Organization = {
  id: '00000000-0000-5000-8000-000000000000',
  name: 'acme',
  url: 'https://acme.zendesk.com',
  state: 'active',
  connectedUserId: 1,
  version: 1,
  configurationVersion: 1,
  configuration: DEFAULT_CONFIGURATION,
  createdAt: new Date(0),
  changedAt: new Date(0),
};

function trigger(change: Partial<Trigger> = {}): Trigger {
  return {
    id: 7,
    title: 'Notify requester and CCs of comment update',
    active: true,
    conditions: {
      all: [
        { field: 'update_type', operator: 'is', value: 'Change' },
        { field: 'comment_is_public', operator: 'is', value: 'true' },
      ],
      any: [],
    },
    actions: [{ field: 'notification_user', value: ['requester_and_ccs', 'subject', 'body'] }],
    ...change,
  };
}

const only = (field: string, operator: string, value: unknown) => ({
  all: [{ field, operator, value }],
  any: [],
});

describe('K4: triggers that would mail the requester', () => {
  it.each([
    ['one about a public comment', trigger()],
    ['one without conditions', trigger({ conditions: null })],
    [
      'one that writes to the requester alone',
      trigger({ actions: [{ field: 'notification_user', value: ['requester_id', '', ''] }] }),
    ],
    [
      'one for other tickets than those of some status',
      trigger({ conditions: only('status', 'is', 'open') }),
    ],
    ['one for what an agent wrote', trigger({ conditions: only('role', 'is', 'agent') })],
    [
      'one of whose alternatives one may hold',
      trigger({
        conditions: {
          all: [],
          any: [
            { field: 'role', operator: 'is', value: 'end_user' },
            { field: 'status', operator: 'is', value: 'open' },
          ],
        },
      }),
    ],
  ])('warns of %s', (_what, one) => {
    expect(mayNotifyRequester(one)).toBe(true);
  });

  it.each([
    ['one that is switched off', trigger({ active: false })],
    [
      'one that writes to agents',
      trigger({ actions: [{ field: 'notification_user', value: ['all_agents', '', ''] }] }),
    ],
    ['one that sets a field', trigger({ actions: [{ field: 'priority', value: 'normal' }] })],
    ['one for private comments', trigger({ conditions: only('comment_is_public', 'is', 'false') })],
    [
      'one that leaves out what comes over the API',
      trigger({ conditions: only('current_via_id', 'is_not', 5) }),
    ],
    ['one for another channel', trigger({ conditions: only('current_via_id', 'is', '4') })],
    ['one for what the customer does', trigger({ conditions: only('role', 'is', 'end_user') })],
    [
      "one that leaves out Parley's tickets",
      trigger({ conditions: only('current_tags', 'not_includes', 'vip parley') }),
    ],
  ])('does not warn of %s', (_what, one) => {
    expect(mayNotifyRequester(one)).toBe(false);
  });
});

type Answers = Readonly<Record<string, ZendeskOutcome<{ items: readonly unknown[]; complete: boolean }>>>;

function ok(items: readonly unknown[], complete = true) {
  return {
    ...facts,
    kind: 'ok',
    status: 200,
    replayed: false,
    unpermittedKeys: [],
    body: { items, complete },
  } as const;
}

function refused(status: 403 | 404) {
  const code = status === 403 ? 'forbidden' : 'not-found';
  return { ...facts, kind: 'refused', status, code, detail: '', fields: [], body: undefined } as const;
}

function options(answers: Answers) {
  const asked: string[] = [];
  const clock = fixedClock();
  const answer = (_id: string, kind: string) => {
    asked.push(kind);
    return Promise.resolve(answers[kind] ?? ok([]));
  };
  const zendesk = { ticketCatalog: answer as ZendeskGateway['ticketCatalog'] };
  return { asked, clock, of: new TicketOptions(zendesk, clock) };
}

describe('K2: what ticket settings can be chosen from', () => {
  it('shows what is in use, with choices and the page of each trigger', async () => {
    const answer = await options({
      groups: ok([
        { id: 1, name: 'Support' },
        { id: 2, name: 'Gone', deleted: true },
      ]),
      brands: ok([
        { id: 3, name: 'Acme', active: true, default: true },
        { id: 4, name: 'Old', active: false },
      ]),
      ticket_forms: ok([{ id: 5, name: 'Default', active: true }]),
      ticket_fields: ok([
        { id: 6, type: 'subject', title: 'Subject', active: true, removable: false },
        {
          id: 8,
          type: 'tagger',
          title: 'Plan',
          active: true,
          required: true,
          removable: true,
          custom_field_options: [{ id: 1, name: 'Free', value: 'free' }],
        },
        { id: 9, type: 'text', title: 'Old', active: false, removable: true },
      ]),
      triggers: ok([trigger(), trigger({ id: 8, active: false })]),
    }).of.of(organization);
    expect(answer).toMatchObject({
      groups: [{ id: 1, name: 'Support' }],
      brands: [{ id: 3, name: 'Acme', default: true }],
      forms: [{ id: 5, name: 'Default', default: false }],
      fields: [
        { id: 6, settable: false },
        { id: 8, settable: true, required: true, options: [{ name: 'Free', value: 'free' }] },
      ],
      notifyingTriggers: [{ id: 7, url: 'https://acme.zendesk.com/admin/objects-rules/rules/triggers/7' }],
      missing: [],
    });
    expect(answer.fields).toHaveLength(2);
    expect(answer.notifyingTriggers).toHaveLength(1);
  });

  it('tells what plan, rights and limits keep back, and shows the rest', async () => {
    const answer = await options({
      groups: ok([{ id: 1, name: 'Support' }], false),
      brands: refused(403),
      ticket_forms: refused(404),
      triggers: { ...facts, kind: 'unknown', reason: 'timeout', detail: 'x' },
    }).of.of(organization);
    expect(answer.groups).toHaveLength(1);
    expect(answer.missing).toMatchObject([
      { part: 'groups', reason: 'too-many' },
      { part: 'brands', reason: 'not-permitted' },
      { part: 'forms', reason: 'not-in-plan' },
      { part: 'triggers', reason: 'zendesk-unavailable' },
    ]);
  });

  it('asks Zendesk once in half a minute, and sooner where something was missing', async () => {
    const { of, asked, clock } = options({});
    await of.of(organization);
    clock.advance(29_000);
    await of.of(organization);
    expect(asked).toHaveLength(5);
    clock.advance(2_000);
    await of.of(organization);
    expect(asked).toHaveLength(10);
    const withGaps = options({ brands: refused(403) });
    await withGaps.of.of(organization);
    withGaps.clock.advance(4_000);
    await withGaps.of.of(organization);
    expect(withGaps.asked).toHaveLength(10);
  });

  it('G5: says so when Zendesk does not accept the authorisation', async () => {
    const unauthorised = { ...facts, kind: 'unauthorised', sent: true } as const;
    await expect(options({ groups: unauthorised }).of.of(organization)).rejects.toMatchObject({
      code: 'organization-not-authorised',
    });
  });
});
