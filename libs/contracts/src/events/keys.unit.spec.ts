import { acceptedSamples } from '../../test/golden-samples';
import { parseConversationEvent, parseDirectoryEvent } from '../parse/parse-event';
import { contactIdOf, type ConversationEvent, conversationIdOf } from './conversation-event';
import { directoryKey } from './directory-event';

function read(content: unknown): ConversationEvent {
  const parsed = parseConversationEvent(content);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.event;
}

describe('contact and conversation of an event', () => {
  it.each(acceptedSamples('events/conversation'))('are told for $path', ({ path, content }) => {
    const event = read(content);
    expect(contactIdOf(event)).toBe('contact-7');
    expect(conversationIdOf(event)).toBe(path.includes('/contact-') ? undefined : 'conv-42');
  });

  it('are told by the type: an unknown conversationId on an event about a contact alone is ignored', () => {
    const updated = acceptedSamples('events/conversation/contact-updated')[0]?.content as ConversationEvent;
    const event = read({ ...updated, data: { ...updated.data, conversationId: 7 } });
    expect(conversationIdOf(event)).toBeUndefined();
  });
});

describe('directoryKey', () => {
  it('is kind and id, for a field with its scope', () => {
    const keys = acceptedSamples('events/directory').map(({ content }) => {
      const parsed = parseDirectoryEvent(content);
      return parsed.ok && directoryKey(parsed.event);
    });
    expect(new Set(keys)).toEqual(
      new Set([
        'account:acc-x-1',
        'team:team-zendesk',
        'field:conversation:orderEmail',
        'field:contact:email',
      ]),
    );
  });
});
