import type { ConversationStory } from '@parley/testing';
import { Desk } from './desk';
import { publishOverHttp, type KafkaDoor } from './doors';
import { becomesTicket, isHeld, type ExpectedTicket } from './expectations';
import { Story, type Publish } from './story';

/** Days fill a Zendesk with more than can be read for every story anew. */
const READ_EVERY_MS = 3_000;

/** What happens in a conversation, step by step, and what must come of it on a calm day. */
interface Course {
  readonly steps: readonly ((it: ConversationStory, desk: Desk) => ConversationStory)[];
  readonly expected: 'held' | Omit<ExpectedTicket, 'requester'>;
}

const COURSES: readonly Course[] = [
  {
    steps: [
      (it) => it.contactWrites('My parcel never came.'),
      (it, desk) => it.isRoutedTo(desk.teamId),
      (it) => it.advisorReplies('I am looking into it.').isTagged('parcel', 'Late'),
      (it) => it.contactWrites('Thank you.').contactWrites('When?'),
      (it) => it.advisorReplies('Tomorrow.').isTagged('parcel'),
      (it) => it.contactWrites('It came!'),
    ],
    expected: { tags: ['parcel'] },
  },
  {
    steps: [
      (it) => it.botReplies('Welcome!').contactWrites('Hello'),
      (it) => it.contactWrites('Anybody?'),
      (it, desk) => it.isRoutedTo(desk.teamId).contactWrites('Hm'),
      (it) => it.advisorReplies('Yes?', 'failed').advisorReplies('Yes!'),
      (it) => it.contactWrites('Good.'),
      (it) => it.isClosed(),
    ],
    expected: { status: 'closed' },
  },
  {
    steps: [
      (it) => it.contactWrites('A question'),
      (it) => it.botReplies('An answer'),
      (it) => it.contactWrites('Another question'),
      (it) => it.isTagged('bot'),
      (it) => it.botReplies('Another answer'),
      (it) => it.contactWrites('Bye'),
    ],
    expected: 'held',
  },
  {
    steps: [
      (it, desk) => it.isRoutedTo(desk.teamId).contactWrites('One').contactWrites('Two'),
      (it) => it.contactWrites('Three').advisorReplies('Four').contactWrites('Five'),
      (it) => it.isTagged('a', 'b').isTagged('b', 'c'),
      (it) => it.contactWrites('x'.repeat(30_000)).contactWrites('y'.repeat(40_000)),
      (it) => it.advisorReplies('Six').isTagged('c'),
      (it) => it.contactWrites('Seven'),
    ],
    expected: { tags: ['c'] },
  },
];

/** A day of conversations, told in rounds through both doors: whatever happens meanwhile, it must end as a calm day would. */
export class Day {
  private constructor(private readonly told: readonly { readonly course: Course; readonly story: Story }[]) {}

  /** Rounds to tell until every conversation is at its end. */
  static readonly rounds = Math.max(...COURSES.map(({ steps }) => steps.length));

  /**
   * @param desks that it takes place at, each with every course through each door: a Zendesk takes 100 updates a minute, so a
   *   large day needs several
   */
  static async begin(desks: number, door: KafkaDoor): Promise<Day> {
    const opened = Array.from({ length: desks }, () => Desk.open({ modes: 'A and B' }));
    return Day.at(await Promise.all(opened), [publishOverHttp, door.publish.bind(door)]);
  }

  /**
   * A day at desks that are open, where both modes are on.
   * @param doors through each of which every course is told
   * @param name tells the days of one desk apart
   */
  static at(desks: readonly Desk[], doors: readonly Publish[], name = ''): Day {
    const told = desks.flatMap((desk) =>
      doors.flatMap((publish, way) =>
        COURSES.map((course, index) => {
          const id = `conv-${name}${way}-${index}`;
          const contact = { name: `Contact ${index}`, fields: { email: desk.email(id) } };
          return { course, story: new Story(desk, { id, contact, publish }) };
        }),
      ),
    );
    return new Day(told);
  }

  /** The stories of conversations, to count what was told. */
  get stories(): readonly Story[] {
    return this.told.map(({ story }) => story);
  }

  /** Tells the next step of every conversation; resolves once everything is acknowledged. */
  async tells(round: number): Promise<void> {
    await Promise.all(
      this.told.map(async ({ course, story }) => {
        const step = course.steps[round];
        if (step !== undefined) await story.tells((it) => step(it, story.desk));
      }),
    );
  }

  /** Waits until every conversation is what a calm day would have made of it. */
  async endsAsOnACalmDay(timeoutMs: number): Promise<void> {
    for (const { course, story } of this.told) {
      if (course.expected === 'held') await isHeld(story, 'not-associated', READ_EVERY_MS);
      else {
        const requester = String(story.contact.fields?.['email']);
        await becomesTicket(story, { ...course.expected, requester }, timeoutMs, READ_EVERY_MS);
      }
    }
  }
}
