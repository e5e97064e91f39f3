import fc from 'fast-check';
import { parseHtml } from '../test/html';
import { CONNECTED_USER, PEOPLE } from '../test/conversation';
import { followUpNote, historyNote } from './note';
import { plainText } from './plain-text';
import { contactName, DEFAULT_SUBJECT, subjectOf } from './subject';
import { normaliseTag, normaliseTags, tagChange } from './tags';
import { formatTime, UTC } from './time';
import { ENGLISH } from './words';

const subject = (template: string, people: Partial<typeof PEOPLE> = {}) =>
  subjectOf(template, { ...PEOPLE, connectedUserId: CONNECTED_USER, ...people }, ENGLISH);

describe('the subject', () => {
  it('K2: follows the template', () => {
    expect(subject(DEFAULT_SUBJECT)).toBe('Ada Lovelace via Acme support (WhatsApp)');
    expect(subject('[{network}] {contact.name} {unknown.word}')).toBe(
      '[WhatsApp] Ada Lovelace {unknown.word}',
    );
  });

  it.each([
    [{ id: 'c', name: ' ', handle: '@ada', email: 'ada@example.org' }, '@ada'],
    [{ id: 'c', email: 'ada.l@example.org' }, 'ada.l'],
    [{ id: 'c-9' }, 'Contact c-9'],
  ])('K2: names a contact without a name by what is known: %j', (contact, name) => {
    expect(contactName(contact, ENGLISH)).toBe(name);
  });

  it('K2: falls back to the default when the template comes out empty', () => {
    expect(subject(' ')).toBe('Ada Lovelace via Acme support (WhatsApp)');
  });

  it('K6: holds nothing that Zendesk would expand, no line end and no direction mark, in sensible length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('{{', '{%', '{', '\n', '\u202E'),
        (text, hook) => {
          const made = subject('{contact.name}{contact.handle}', {
            contact: { id: 'c', name: text + hook, handle: hook + text },
          });
          expect(made).not.toMatch(/\{[{%]|[\n\r\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
          expect(made.length).toBeLessThanOrEqual(450);
        },
      ),
    );
  });
});

describe('tags', () => {
  it.each([
    ['Late Delivery', 'late_delivery'],
    ['VIP!', 'vip'],
    ['refund:partial/50-€', 'refund:partial/50-'],
    ['ÉTÉ', 'été'],
    ['#@!', ''],
  ])('K7: normalises %j as Zendesk would keep it', (tag, kept) => {
    expect(normaliseTag(tag)).toBe(kept);
  });

  it('K7: keeps each once', () => {
    expect(normaliseTags(['VIP', 'vip!', ' ', 'late'])).toEqual(['vip', 'late']);
  });

  it('K7: adds and removes exactly the difference and only what is Parley’s own', () => {
    const change = tagChange(['a', 'b', 'agents', 'parley'], ['a', 'c', 'd'], {
      tags: ['a', 'b', 'agents', 'd', 'parley', 'trigger'],
      own: ['a', 'b', 'parley'],
      standing: ['parley'],
    });
    expect(change).toEqual({ add: ['c'], remove: ['b'], own: ['a', 'parley', 'c'] });
  });

  it('K7: does not put back a tag that an agent took away', () => {
    const change = tagChange(['a'], ['a'], { tags: [], own: ['a'], standing: [] });
    expect(change.add).toEqual([]);
  });
});

describe('Parley’s own comments', () => {
  it('K1: the note gives link, network, account and number of messages', () => {
    const history = {
      messages: 3,
      lastMessageUrl: 'https://platform.example/m/3?a=1&b="2',
      tags: [],
      closed: false,
    };
    const parsed = parseHtml(
      historyNote(
        { ...history, lastMessageUrl: 'https://platform.example/m/3?a=1&b=2' },
        PEOPLE.account,
        ENGLISH,
      ),
    );
    expect(parsed.paragraphs).toEqual([
      'Last message: https://platform.example/m/3?a=1&b=2',
      'Network: WhatsApp',
      'Account: Acme support',
      'Messages: 3',
    ]);
    expect(parsed.elements).toContain('a href="https://platform.example/m/3?a=1&b=2"');
    expect(parsed.errors).toEqual([]);
    expect(
      parseHtml(historyNote(history, PEOPLE.account, ENGLISH)).elements.some((element) =>
        element.startsWith('a '),
      ),
    ).toBe(false);
  });

  it('K1: says so where the last message has no link', () => {
    expect(
      parseHtml(historyNote({ messages: 0, tags: [], closed: false }, PEOPLE.account, ENGLISH)).paragraphs[0],
    ).toBe('Last message: no link');
  });

  it('K6: the note lets no address and no account name become markup', () => {
    const scheme = fc.constantFrom('javascript:alert(1)//', 'https://x/', '"onload=', '{{', '');
    fc.assert(
      fc.property(scheme, fc.string({ unit: 'binary' }), (start, rest) => {
        const html = historyNote(
          { messages: 1, lastMessageUrl: start + rest, tags: [], closed: false },
          { name: rest, network: rest },
          ENGLISH,
        );
        const parsed = parseHtml(html);
        expect(parsed.errors).toEqual([]);
        expect(
          parsed.elements.every((element) =>
            /^(?:p dir="auto"|strong|a href="https?:[^"]*")$/s.test(element),
          ),
        ).toBe(true);
        expect(html).not.toMatch(/[{}]/);
      }),
    );
  });

  it('K9: the follow-up’s note names the earlier ticket', () => {
    expect(followUpNote(35436, ENGLISH)).toContain('#35436');
  });
});

describe('times and HTML of the platform', () => {
  it('shows times in the organization’s zone, or as they came', () => {
    expect(formatTime('2026-11-21T09:30:59Z', UTC)).toBe('2026-11-21 09:30 UTC');
    expect(formatTime('2026-12-31T23:30:00-01:00', { offsetMinutesAt: () => 330 })).toBe(
      '2027-01-01 06:00 UTC+05:30',
    );
    expect(formatTime('2026-01-01T00:10:00Z', { offsetMinutesAt: () => -30 })).toBe(
      '2025-12-31 23:40 UTC-00:30',
    );
    expect(formatTime('yesterday', UTC)).toBe('yesterday');
  });

  it('reads the text of a message that came as HTML only', () => {
    expect(
      plainText('<style>p{}</style><p>Hello&nbsp;<b>Ada</b>,</p><p>1 &lt; 2 &#38; 3<br/>bye</p><!-- x -->'),
    ).toBe('Hello\u00A0Ada,\n1 < 2 & 3\nbye');
  });
});
