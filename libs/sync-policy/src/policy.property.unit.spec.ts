import fc from 'fast-check';
import type { Conversation } from './conversation';
import { MAX_RECENT_MESSAGES } from './conversation';
import { pictureOfGates } from './explain';
import { MAX_FIELDS } from './email-fields';
import { MAX_OPEN_REPLIES } from './replies';
import { CONVERSATIONS, event, events, history, settings } from '../test/histories';
import { play, versionOf } from '../test/play';
import type { Happening } from '../test/reference';
import { tell } from '../test/tell';
import { EMAIL_KEY, TEAM, World } from '../test/world';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 1_000);

function played(happenings: readonly Happening[]): World {
  const world = new World();
  world.know('whatsapp');
  for (const happening of happenings) play(world, happening);
  return world;
}

describe('properties of the policy', () => {
  it('T12 looking again at any time decides nothing more', () => {
    fc.assert(
      fc.property(history, fc.nat(), (happenings, place) => {
        const once = played(happenings);
        const again = new World();
        again.know('whatsapp');
        happenings.forEach((happening, index) => {
          play(again, happening);
          if (index % 3 === place % 3) again.reconsider(['whatsapp']);
        });
        again.reconsider(['whatsapp']); // may tell gates that a configuration shut
        const before = again.decisions.length;
        again.reconsider(['whatsapp']);
        expect(again.decisions.length).toBe(before);
        for (const conversation of CONVERSATIONS) {
          expect(again.targetsOf(conversation)).toEqual(once.targetsOf(conversation));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('T11 a re-evaluation that comes late and in any order ends with the same open conversations fired', () => {
    fc.assert(
      fc.property(settings, settings, events, (first, second, happenings) => {
        const prompt = played([{ kind: 'settings', settings: first }, ...happenings]);
        const late = played([{ kind: 'settings', settings: first }, ...happenings]);
        prompt.configure(versionOf(second));
        late.configure(versionOf(second), false);
        late.reconsider(['whatsapp']);
        for (const conversation of CONVERSATIONS) {
          expect(late.targetsOf(conversation)).toEqual(prompt.targetsOf(conversation));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('X1 the gates explained are the gates decided on: a conversation asks exactly while every gate is open', () => {
    fc.assert(
      fc.property(history, event, (happenings, last) => {
        const world = played(happenings);
        play(world, last);
        for (const conversation of world.conversations.values()) {
          const gates = world.gatesOf(conversation.id);
          const open = gates.every((gate) => gate.open);
          const here = conversation.tickets.get('acme') ?? [];
          const linked = gates[1]?.open === true;
          if (linked && open) expect(here.map((ticket) => ticket.due)).toEqual([false]);
          if (linked && here.length > 0) expect(gates.at(-1)).toMatchObject({ gate: 'trigger', open: true });
          expect(gates.map(({ gate }) => gate).slice(0, 5)).toEqual([
            'account-known',
            'account-linked',
            'account-enabled',
            'network-policy',
            'organization-active',
          ]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('X1 the gates told last are the gates as they stood at the last look', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const world = played(happenings);
        world.reconsider(['whatsapp']);
        for (const conversation of world.conversations.values()) {
          const told = world.decisions.findLast(
            (decision) => decision.kind === 'gates-told' && decision.version <= conversation.version,
          );
          expect(told).toBeDefined();
        }
        const toldFor = (id: string): string | undefined => world.conversations.get(id)?.toldGates;
        for (const id of world.conversations.keys()) {
          const shut = world.reasonsOf(id).length === 0;
          expect(/^acme\/[AB]\+$/.test(toldFor(id) ?? '')).toBe(shut);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('X1 gates that were told show the picture that is remembered of them', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        for (const decision of played(happenings).decisions) {
          if (decision.kind !== 'gates-told') continue;
          const told = decision.gates.map((gate) => ({
            ...gate,
            reason: gate.open ? undefined : gate.reason,
          }));
          expect(pictureOfGates(decision.organizationId, told)).toBe(decision.picture);
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('keeps a state that does not grow with the number of messages', () => {
    fc.assert(
      fc.property(settings, fc.array(event, { minLength: 200, maxLength: 300 }), (first, happenings) => {
        const world = played([{ kind: 'settings', settings: first }]);
        happenings.forEach((happening, index) =>
          play(world, 'id' in happening ? { ...happening, id: `id-${index}` } : happening),
        );
        for (const conversation of world.conversations.values()) expectBounded(conversation);
      }),
      { numRuns: Math.max(20, Math.floor(RUNS / 20)) },
    );
  });

  it('folds the ten-thousandth message with the state of the tenth, and decides as much about it', () => {
    const world = World.open({
      modeB: { enabled: true, teamId: TEAM, emailKey: EMAIL_KEY, continueAfterCreation: false },
    });
    const conversation = tell(world);
    conversation.email('ada@example.com');
    conversation.routed();
    const sizes: number[] = [];
    const decisions: number[] = [];
    for (let message = 1; message <= 10_000; message += 1) {
      const before = world.decisions.length;
      conversation.message(`m-${String(message).padStart(6, '0')}`);
      decisions.push(world.decisions.length - before);
      if (message === 20 || message === 10_000) sizes.push(sizeOf(world.conversations.get('conv-1')));
    }
    expect(new Set(decisions)).toEqual(new Set(decisions.slice(0, 10)));
    expect(sizes[1]).toBeLessThanOrEqual((sizes[0] ?? 0) + 64); // offsets and versions have a few more digits
  });
});

function expectBounded(conversation: Conversation): void {
  expect(conversation.replies.open.length).toBeLessThanOrEqual(MAX_OPEN_REPLIES);
  expect(conversation.fields.byKey.size).toBeLessThanOrEqual(MAX_FIELDS);
  expect(conversation.recentMessages.length).toBeLessThanOrEqual(MAX_RECENT_MESSAGES.frozen);
  for (const tickets of conversation.tickets.values()) expect(tickets.length).toBeLessThanOrEqual(2);
}

function sizeOf(conversation: Conversation | undefined): number {
  return JSON.stringify(conversation, (_key, value: unknown) => (value instanceof Map ? [...value] : value))
    .length;
}
