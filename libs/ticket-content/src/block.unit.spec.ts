import { parseHtml } from '../test/html';
import { COMMENT_BYTES, renderBlock, splitBlock } from './block';
import { byteLength } from './escape';
import { ENGLISH } from './words';

describe('a message as a comment shows it', () => {
  it('K6: right-to-left text stands in elements of its own direction', () => {
    const html = renderBlock({ who: 'عادل', time: '2026-11-21 09:30 UTC', marks: [], text: 'لم تصل الطرود' });
    expect(html).toBe(
      '<p dir="auto"><strong dir="auto">عادل</strong> · 2026-11-21 09:30 UTC</p><p dir="auto">لم تصل الطرود</p>',
    );
  });
});

describe('a message larger than a comment', () => {
  it('K6: is never cut inside a grapheme, when that fits into a part', () => {
    const family = '👩‍👩‍👧‍👦';
    const parts = splitBlock(
      { who: 'Ada', time: 'now', marks: [], text: family.repeat(400) },
      ENGLISH,
      1_000,
    );
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) {
      const text = parseHtml(part).paragraphs[1] ?? '';
      expect(text.replaceAll(family, '')).toBe('');
    }
  });

  it('K6: is cut at a space where there is one near the end of a part', () => {
    const text = 'parcel '.repeat(20_000);
    const parts = splitBlock({ who: 'Ada', time: 'now', marks: [], text }, ENGLISH);
    expect(parts).toHaveLength(3);
    for (const part of parts) {
      expect(byteLength(part)).toBeLessThanOrEqual(COMMENT_BYTES);
      expect(
        (parseHtml(part).paragraphs[1] ?? '')
          .trim()
          .split(' ')
          .every((word) => word === 'parcel'),
      ).toBe(true);
    }
  });

  it('K6: cuts a grapheme only when it is larger than a part, and then between characters', () => {
    const parts = splitBlock(
      { who: 'Ada', time: 'now', marks: [], text: `e${'\u0301'.repeat(2_000)}` },
      ENGLISH,
      1_000,
    );
    expect(parts.map((part) => parseHtml(part).paragraphs[1]).join('')).toBe(`e${'\u0301'.repeat(2_000)}`);
    expect(parts.length).toBeGreaterThan(3);
  });

  it('K6: shortens an endless name instead of losing room for the text', () => {
    const html = renderBlock({ who: '<'.repeat(1_000_000), time: 'now', marks: [], text: 'hello' });
    expect(byteLength(html)).toBeLessThan(1_000);
  });
});
