import fc from 'fast-check';
import { parseHtml } from '../test/html';
import { COMMENT_BYTES, renderBlock, splitBlock } from './block';
import { byteLength, cleanText } from './escape';
import { ENGLISH } from './words';

/** Any text at all: half surrogates, control characters, and the shapes that markup and Liquid are made of. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      { maxLength: 80 },
    )
    .map((units) => units.join('')),
  fc
    .array(
      fc.constantFrom(
        '<script>',
        '</p>',
        '<img src=x onerror=',
        '&',
        '&lt;',
        '&#123;',
        '&amp',
        '{{',
        '}}',
        '{%',
        '{',
        '%}',
        '"',
        "'",
        '\u2028',
        '\r',
        '\n',
        '\0',
        '\u202E',
        '<!--',
        '-->',
        ']]>',
        'ticket.id',
        ' ',
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join('')),
);

const allowed = new Set(['p dir="auto"', 'strong dir="auto"', 'br']);

describe('a message as a comment shows it', () => {
  it('K6: no text, name or time yields an element, attribute or entity that is not ours', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (who, time, mark, text) => {
        const html = renderBlock({ who, time, marks: [mark], text });
        const parsed = parseHtml(html);
        expect(parsed.errors).toEqual([]);
        expect(parsed.elements.filter((element) => !allowed.has(element))).toEqual([]);
        expect(parsed.elements.filter((element) => element === 'br')).toHaveLength(
          cleanText(text).split('\n').length - 1,
        );
        expect(html.match(/&(?!(?:amp|lt|gt|quot|#39|#123|#125);)/g)).toBeNull();
        expect(parsed.paragraphs[1]).toBe(cleanText(text));
      }),
      { numRuns: 600 },
    );
  });

  it('K6: neither braces nor percent signs of Liquid or a placeholder reach Zendesk as such', () => {
    fc.assert(
      fc.property(hostile, hostile, (who, text) => {
        const html =
          renderBlock({ who, time: '{{', marks: ['{%'], text }) +
          renderBlock({ who: text, time: '', marks: [], text: who });
        expect(html).not.toMatch(/[{}]/);
      }),
    );
  });

  it('K6: right-to-left text stands in elements of its own direction', () => {
    const html = renderBlock({ who: 'عادل', time: '2026-11-21 09:30 UTC', marks: [], text: 'لم تصل الطرود' });
    expect(html).toBe(
      '<p dir="auto"><strong dir="auto">عادل</strong> · 2026-11-21 09:30 UTC</p><p dir="auto">لم تصل الطرود</p>',
    );
  });
});

describe('a message larger than a comment', () => {
  const unit = fc.constantFrom('a', ' ', '\n', '<', '{', 'é', '漢', '👩‍👩‍👧‍👦', '🇫🇷', 'e\u0301', '\uD83D');

  it('K6: is split into parts within the limit, each marked, that together are its text', () => {
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 3_000 }),
        fc.integer({ min: 800, max: 4_000 }),
        (units, limit) => {
          const text = units.join('');
          const parts = splitBlock({ who: 'Ada', time: 'now', marks: [], text }, ENGLISH, limit);
          const parsed = parts.map(parseHtml);
          expect(parsed.map(({ paragraphs }) => paragraphs[1]).join('')).toBe(cleanText(text));
          parts.forEach((part, index) => {
            expect(byteLength(part)).toBeLessThanOrEqual(limit);
            expect(Buffer.byteLength(part)).toBe(byteLength(part));
            expect(parsed[index]?.errors).toEqual([]);
            expect(parsed[index]?.paragraphs[0]).toContain(`part ${index + 1} of ${parts.length}`);
          });
        },
      ),
    );
  });

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
