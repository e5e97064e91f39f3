import { escapeHtml } from '../comments/placeholders';

/** HTML that may stand in a page as it is. */
export class SafeHtml {
  constructor(readonly text: string) {}
}

/** What a template can hold; plain values are escaped. */
export type Part = SafeHtml | string | number | null | undefined | false | readonly Part[];

/** A template of HTML in which every value is escaped unless it is `SafeHtml` itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): SafeHtml {
  const texts = strings.map((text, index) => text + (index < values.length ? textOf(values[index]) : ''));
  return new SafeHtml(texts.join(''));
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof SafeHtml) return part.text;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(textOf).join('');
}
