import fc from 'fast-check';
import type { Happening, ReferenceSettings } from './reference';
import { TEAM } from './world';

export const CONVERSATIONS = ['one', 'two'] as const;

const mostly = (usual: boolean) => fc.nat({ max: 4 }).map((draw) => (draw > 0 ? usual : !usual));

/** Settings that are mostly open, so that histories get past the gates. */
export const settings: fc.Arbitrary<ReferenceSettings> = fc.record({
  known: fc.constant(true),
  linked: mostly(true),
  enabled: mostly(true),
  x: fc.constant(false),
  contract: mostly(false),
  active: mostly(true),
  modeA: mostly(true),
  modeB: mostly(true),
  teamId: fc.nat({ max: 5 }).map((draw) => (draw > 0 ? TEAM : 'second-team')),
  continues: fc.boolean(),
  createWithoutEmail: mostly(false),
  includeClosedSince: fc.option(fc.nat({ max: 40 }), { nil: undefined, freq: 2 }),
});

const conversation = fc.constantFrom(...CONVERSATIONS);
// As many as are remembered while no ticket is frozen: beyond that bound the reference, which forgets nothing, differs.
const messageId = fc.constantFrom('m-1', 'm-2', 'm-3', 'm-4');
const replyId = fc.constantFrom('r-1', 'r-2', 'r-3');
const delivery = fc.constantFrom('pending', 'sent', 'failed');
const email = fc.constantFrom('ada@example.com', 'grace@example.com', 'nonsense', null);

/** One event of one contact with two conversations. */
export const event: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('message'), conversation, id: messageId }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reply'), conversation, id: replyId, delivery }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('bot-reply'), conversation, id: fc.constant('b-1'), delivery }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delivery'), conversation, id: replyId, delivery }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('routed'),
      conversation,
      teamId: fc.constantFrom(TEAM, TEAM, 'second-team', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('note', 'closed', 'reopened'), conversation }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('email'), conversation, value: email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('contact-email'), value: email }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('associated'), userId: fc.constantFrom(9001, 9002) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disassociated') }) },
);

/** A history of events only. */
export const events = fc.array(event, { minLength: 1, maxLength: 40 });

/** A history in which the configuration changes between events. */
export const history = fc
  .tuple(
    settings,
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: event },
        { weight: 1, arbitrary: settings.map((value): Happening => ({ kind: 'settings', settings: value })) },
      ),
      { minLength: 1, maxLength: 40 },
    ),
  )
  .map(([first, rest]): readonly Happening[] => [{ kind: 'settings', settings: first }, ...rest]);
