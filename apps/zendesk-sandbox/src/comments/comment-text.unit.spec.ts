import { cutToBytes, storedText, type TextContext } from './comment-text';

const CONTEXT: TextContext = {
  authorIsAgent: true,
  placeholders: (name) =>
    name === 'ticket.id' ? '42' : name === 'ticket.title' ? '<Parcel & co>' : undefined,
  maxBytes: 65_536,
};
const CUSTOMER: TextContext = { ...CONTEXT, authorIsAgent: false };

function html(text: string, context = CONTEXT): string {
  const { htmlBody } = storedText({ html: text }, context);
  return htmlBody.replace('<div class="zd-comment" dir="auto">', '').replace(/<\/div>$/, '');
}

describe('html_body (Zendesk facts: comments)', () => {
  it('"stored html_body comes back wrapped"', () => {
    expect(storedText({ html: '<p>test</p>' }, CONTEXT)).toEqual({
      htmlBody: '<div class="zd-comment" dir="auto"><p dir="auto">test</p></div>',
      plainBody: 'test',
    });
  });

  it.each([
    ['<script>alert(1)</script>a', 'a'],
    ['<style>*{}</style>a', 'a'],
    ['<p onclick="x()" style="color:red" class="y">a</p>', '<p dir="auto">a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<a rel="noreferrer">a</a>'],
    ['<a href=" JaVaScRiPt:alert(1)">a</a>', '<a rel="noreferrer">a</a>'],
    [
      '<a href="https://example.com/?a=1&amp;b=2">a</a>',
      '<a href="https://example.com/?a=1&amp;b=2" rel="noreferrer">a</a>',
    ],
    ['<img src="data:text/html,x" onerror="x()" alt="a">', '<img alt="a">'],
    ['<svg><script>alert(1)</script></svg>a', 'a'],
    ['<math><mtext></p><img src onerror=alert(1)>', ''],
    ['<custom-element>a<b>b</b></custom-element>', 'a<b>b</b>'],
    ['<form><input value="x">a</form>', 'a'],
    ['<b>never closed', '<b>never closed</b>'],
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['&lt;script&gt;', '&lt;script&gt;'],
  ])('sanitises %s', (written, stored) => {
    expect(html(written)).toBe(stored);
  });

  it('survives markup that is nested beyond any measure', () => {
    const deep = storedText({ html: `${'<div>'.repeat(12_000)}deep` }, CONTEXT);
    expect(deep.plainBody).toBe('deep');
    expect(deep.htmlBody.length).toBeLessThan(5_000);
  });

  it('"comment text limit 64 kB; the excess is cut off silently, no error", never inside a character', () => {
    const long = storedText({ html: `<p>${'é'.repeat(40_000)}</p>` }, CONTEXT);
    expect(long.htmlBody).toMatch(/é<\/p><\/div>$/);
    expect(Buffer.byteLength(html(`<p>${'é'.repeat(40_000)}</p>`))).toBeLessThanOrEqual(
      65_536 + '</p>'.length,
    );
    expect(cutToBytes('a😀b', 4)).toBe('a');
    expect(cutToBytes('a😀b', 5)).toBe('a😀');
    expect(cutToBytes('short', 10)).toBe('short');
  });

  it('plain_body keeps lines, list items and the text of links', () => {
    const { plainBody } = storedText(
      { html: '<p>One<br>two</p><ul><li>a</li><li>b</li></ul><pre>x\n  y</pre>' },
      CONTEXT,
    );
    expect(plainBody).toBe('One\ntwo\n\n* a\n* b\n\nx\n  y');
  });
});

describe('placeholders (Zendesk facts: comments)', () => {
  it('"agent-authored comments expand it, unsupported ones are dropped", values are escaped', () => {
    expect(html('#{{ticket.id}} {{ ticket.title }} [{{nonsense}}] {% if x %}y{% endif %}')).toBe(
      '#42 &lt;Parcel &amp; co&gt; [] y',
    );
  });

  it('"end-user comments keep it static"', () => {
    expect(html('{{ticket.id}} {% x %}', CUSTOMER)).toBe('{{ticket.id}} {% x %}');
  });

  it('"escape with entity or <code> in html_body"', () => {
    expect(html('&#123;&#123;ticket.id}} <code>{{ticket.id}}</code> {{ticket.id}}')).toBe(
      '{{ticket.id}} <code>{{ticket.id}}</code> 42',
    );
  });

  it('"escape with a backslash before {{ in body"', () => {
    expect(storedText({ text: '\\{{ticket.id}} {{ticket.id}}' }, CONTEXT).plainBody).toBe('{{ticket.id}} 42');
  });
});

describe('body (Zendesk facts: comments)', () => {
  it('"runs of spaces and newlines get collapsed, HTML is stripped"', () => {
    const { htmlBody, plainBody } = storedText({ text: 'a    b <b>c</b>\n\n\n\nd' }, CUSTOMER);
    expect(plainBody).toBe('a b c\n\nd');
    expect(htmlBody).toBe(
      '<div class="zd-comment" dir="auto"><p dir="auto">a b c</p><p dir="auto">d</p></div>',
    );
  });

  it('"Markdown is only rendered when the author is an agent"', () => {
    expect(storedText({ text: '**bold** and _more_' }, CONTEXT).htmlBody).toContain(
      '<strong>bold</strong> and <em>more</em>',
    );
    expect(storedText({ text: '**bold**' }, CUSTOMER).htmlBody).toContain('<p dir="auto">**bold**</p>');
  });
});
