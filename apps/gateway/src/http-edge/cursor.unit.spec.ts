import { decodeCursor, encodeCursor, page, pageOfAll } from './cursor';
import type { PageQuery } from './cursor';

const letters = Array.from('abcdefghij', (id) => ({ id }));

describe('cursors', () => {
  it('lead through a list without repeating or skipping', () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: PageQuery = { limit: 3, ...(cursor === null ? {} : { cursor }) };
      const shown = pageOfAll(letters, query, ({ id }) => id);
      seen.push(...shown.items.map(({ id }) => id));
      cursor = shown.nextCursor;
    } while (cursor !== null);
    expect(seen.join('')).toBe('abcdefghij');
  });

  it('end with the last page, also when it is full', () => {
    expect(page(letters.slice(0, 3), 3, ({ id }) => [id]).nextCursor).toBeNull();
    expect(page(letters.slice(0, 4), 3, ({ id }) => [id]).items).toHaveLength(3);
  });

  it.each([
    ['not base64', '%%%'],
    ['not JSON', Buffer.from('{').toString('base64url')],
    ['too short', encodeCursor(['2026-11-21T09:00:00.000Z'])],
    ['of other types', encodeCursor([1, 2])],
    ['no timestamp', encodeCursor(['yesterday', 'x'])],
    ['with a NUL', encodeCursor(['2026-11-21T09:00:00.000Z', 'a\0'])],
  ])('are refused when no page gave them: %s', (_why, cursor) => {
    expect(() => decodeCursor(cursor, ['timestamp', 'string'])).toThrow(
      expect.objectContaining({ code: 'invalid-parameters' }),
    );
  });

  it('are refused when a UUID is none', () => {
    expect(() => decodeCursor(encodeCursor(['x']), ['uuid'])).toThrow(
      expect.objectContaining({ code: 'invalid-parameters' }),
    );
  });
});
