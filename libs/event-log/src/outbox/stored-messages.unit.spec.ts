import type { OutgoingMessage } from '..';
import { messagesOf, storedMessages } from './stored-messages';

describe('the messages of an outbox row', () => {
  it('come back byte for byte', () => {
    const messages: OutgoingMessage[] = [
      {
        topic: 't',
        key: 'contact-7',
        value: '{"text":"مرحبا \\u0000 📦"}',
        headers: { ce_id: 'a', none: '' },
      },
      {
        topic: 't',
        key: '',
        value: Buffer.from([0xff, 0x00]),
        headers: { twice: ['a', Buffer.from([0xfe])] },
      },
      { topic: 'u', key: 'k', value: null, headers: {} },
    ];
    expect(messagesOf(storedMessages(messages))).toEqual(messages);
  });

  it('are readable where they are text', () => {
    const stored = storedMessages([{ topic: 't', key: 'k', value: Buffer.from('plain'), headers: {} }]);
    expect(stored).toBe('[{"topic":"t","key":"k","value":"plain","headers":{}}]');
  });
});
