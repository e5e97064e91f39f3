import { messageOf } from './embedded-session';

describe('what an embedded page believes', () => {
  const popup = {} as Window;
  const own = { origin: 'https://parley.example', popup };
  const data = { type: 'parley.signed-in', token: 't', expiresAt: '2026-11-22T10:00:00Z' };
  const event = { origin: own.origin, source: popup, data };

  it('is the popup that it opened', () => {
    expect(messageOf(event, own)).toEqual(data);
  });

  it.each([
    ['another origin', { ...event, origin: 'https://evil.example' }, own],
    ['another window', { ...event, source: {} as Window }, own],
    ['anybody before a popup was opened', { ...event, source: null }, { ...own, popup: null }],
    ['another message', { ...event, data: { ...data, type: 'other' } }, own],
    ['a message without token', { ...event, data: { type: data.type } }, own],
    ['a text', { ...event, data: 'hello' }, own],
  ])('is never %s', (_name, told, self) => {
    expect(messageOf(told, self)).toBeUndefined();
  });
});
