import type { ConversationEvent } from '@parley/contracts';
import { aConversation } from '@parley/testing';
import fc from 'fast-check';
import { EMAIL_KEY, ORGANIZATION, TEAM } from './documents';

type Story = ReturnType<typeof aConversation>;
interface Step {
  readonly conversation: number;
  readonly tell: (story: Story) => Story;
}

const emails = fc.constantFrom('ada@example.com', 'grace@example.com', 'nonsense', null);
const step = (weight: number, tell: fc.Arbitrary<(story: Story) => Story>) => ({ weight, arbitrary: tell });

const telling = fc.oneof(
  step(
    4,
    fc.constant((story: Story) => story.contactWrites()),
  ),
  step(
    2,
    fc
      .constantFrom('pending', 'sent', 'failed')
      .map((delivery) => (story: Story) => story.advisorReplies(undefined, delivery)),
  ),
  step(
    1,
    fc.constant((story: Story) => story.botReplies()),
  ),
  step(
    1,
    fc.constantFrom('sent', 'failed').map((delivery) => (story: Story) => story.deliveryBecomes(delivery)),
  ),
  step(
    3,
    fc.constantFrom(TEAM, TEAM, null).map((team) => (story: Story) => story.isRoutedTo(team)),
  ),
  step(
    2,
    emails.map((email) => (story: Story) => story.fieldsBecome({ [EMAIL_KEY]: email, colour: 'red' })),
  ),
  step(
    1,
    emails.map(
      (email) => (story: Story) =>
        story.of({ id: contactOf(story), fields: { [EMAIL_KEY]: email } }).noteIsAdded('seen'),
    ),
  ),
  step(
    2,
    fc
      .constantFrom(9001, 9002)
      .map((user) => (story: Story) => story.contactIsAssociated(ORGANIZATION, user)),
  ),
  step(
    1,
    fc.constant((story: Story) => story.contactIsDisassociated(ORGANIZATION)),
  ),
  step(
    1,
    fc.constant((story: Story) => story.isTagged('vip')),
  ),
  step(
    1,
    fc.constant((story: Story) => story.isClosed()),
  ),
  step(
    1,
    fc.constant((story: Story) => story.isReopened()),
  ),
);

/** Two contacts: the first has conversations 0 and 1, the second conversation 2. */
const CONTACTS = ['contact-a', 'contact-a', 'contact-b'] as const;

function contactOf(story: Story): string {
  return story.events().at(-1)?.data.contact.id ?? CONTACTS[0];
}

/** Events of three conversations of two contacts, in log order. */
export const days: fc.Arbitrary<readonly ConversationEvent[]> = fc
  .array(fc.record({ conversation: fc.nat({ max: CONTACTS.length - 1 }), tell: telling }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps: readonly Step[]) => {
    const stories = CONTACTS.map((contact, index) =>
      aConversation(`conv-${index}`).of(contact).contactWrites('Hello'),
    );
    const told: ConversationEvent[] = stories.map((story) => story.last());
    for (const { conversation, tell } of steps) {
      const story = stories[conversation];
      if (story !== undefined) told.push(tell(story).last());
    }
    return told;
  });

/** Cuts a list into pieces whose lengths are drawn; the last piece takes what is left. */
export function cut<Item>(items: readonly Item[], lengths: readonly number[]): Item[][] {
  const pieces: Item[][] = [];
  let from = 0;
  for (const length of lengths) {
    if (from >= items.length) break;
    pieces.push(items.slice(from, from + length));
    from += length;
  }
  if (from < items.length) pieces.push(items.slice(from));
  return pieces;
}
