import { parseInbound } from '@parley/contracts';
import { storyOf } from './events.mjs';
import { conversations, customers, directory, organization } from './scenario.mjs';

const story = storyOf('run1', new Date('2026-11-21T09:00:00Z'));
const events = conversations.flatMap((conversation) =>
  conversation.steps.flatMap((step, index) =>
    step.kind === 'event' ? [story.event(conversation, index)] : [],
  ),
);

describe('the demo as events', () => {
  it('is made of events that the contracts accept', () => {
    for (const event of [...directory.map(story.directoryEvent), ...events]) {
      expect(parseInbound(event)).toEqual({ ok: true, event: expect.anything() });
    }
  });

  it('never uses an identity twice, and names every one after the run', () => {
    const ids = events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.includes('run1'))).toBe(true);
  });

  it('keeps a contact to one door', () => {
    const doors = new Map<string, string>();
    for (const { contact, door } of conversations) {
      expect([door, undefined]).toContain(doors.get(contact.id));
      doors.set(contact.id, door);
    }
  });

  it('associates only customers that it has made, through HTTP alone', () => {
    const keys = new Set(customers.map(({ key }) => key));
    for (const { steps, door } of conversations) {
      for (const step of steps)
        if (step.kind === 'associate') expect([keys.has(step.customer), door]).toEqual([true, 'http']);
    }
  });

  it('uses both doors, both modes and every gate that the first release has', () => {
    const expectations = conversations.map(({ expect: wanted }) =>
      'ticket' in wanted ? wanted.ticket.mode : wanted.held,
    );
    expect(new Set(conversations.map(({ door }) => door))).toEqual(new Set(['http', 'kafka']));
    expect(expectations).toEqual(
      expect.arrayContaining([
        'A',
        'B',
        'account-unknown',
        'account-not-linked',
        'account-disabled',
        'x-contract-missing',
        'no-human-reply',
        'not-routed',
        'email-missing',
        'email-invalid',
      ]),
    );
  });

  it('links only accounts that the directory announces', () => {
    const announced = new Set(directory.map(({ data }) => ('network' in data ? data.id : undefined)));
    for (const { accountId } of organization.accounts) expect(announced.has(accountId)).toBe(true);
  });
});
