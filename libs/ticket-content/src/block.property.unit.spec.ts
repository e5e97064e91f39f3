import fc from 'fast-check';
import { parseHtml } from '../test/html';
import { renderBlock, splitBlock } from './block';
import { byteLength, cleanText } from './escape';
import { ENGLISH } from './words';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 200);

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

describe('any message as a comment shows it', () => {
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
      { numRuns: RUNS },
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
      { numRuns: RUNS },
    );
  });
});

describe('any message larger than a comment', () => {
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
      { numRuns: RUNS },
    );
  });
});
