/** Gives the text of a placeholder such as `ticket.id`, or undefined for one that does not exist. */
export type PlaceholderValues = (name: string) => string | undefined;

/** An escaped opening, a Liquid tag, or a placeholder with its name. */
const LIQUID = /\\\{\{|\{%[^%]*%\}|\{\{([^{}]*)\}\}/g;

/**
 * Puts values where an agent wrote placeholders; unknown ones and Liquid tags vanish. Zendesk facts, comments: "agent-authored
 * comments expand it, unsupported ones are dropped"; a backslash before `{{` keeps it.
 */
export function substituteText(text: string, valueOf: PlaceholderValues): string {
  return text.replace(LIQUID, (found, name: string | undefined) => {
    if (found === '\\{{') return '{{';
    return name === undefined ? '' : (valueOf(name.trim()) ?? '');
  });
}

/** As `substituteText` in HTML: `<code>` stays as it is, and values are escaped. Entities for the braces are not placeholders. */
export function substituteHtml(html: string, valueOf: PlaceholderValues): string {
  const escaped: PlaceholderValues = (name) => escapeHtml(valueOf(name) ?? '');
  const lower = html.toLowerCase();
  const parts: string[] = [];
  let done = 0;
  for (let start = lower.indexOf('<code'); start !== -1; start = lower.indexOf('<code', done)) {
    const end = lower.indexOf('</code', start);
    if (end === -1) break;
    parts.push(substituteText(html.slice(done, start), escaped), html.slice(start, end));
    done = end;
  }
  parts.push(substituteText(html.slice(done), escaped));
  return parts.join('');
}

/** Text as HTML that shows it unchanged. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
