/** Deepest nesting of `data` that is accepted: what is nested deeper than the call stack could not be written again. */
export const MAX_DATA_DEPTH = 32;

// Postgres holds no NUL in a text, and UTF-8 no lone surrogate.
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const LONG = 48;
const EVERY_UNSTORABLE = /[\0\p{Surrogate}]/gu;

// A loop is twice as fast as the expression on the short strings that events are made of.
function isStorable(text: string): boolean {
  if (text.length > LONG) return !UNSTORABLE.test(text);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0 || (unit >= 0xd800 && unit <= 0xdfff)) return !UNSTORABLE.test(text);
  }
  return true;
}

/** What {@link inspectText} found. */
export type TextFinding = 'storable' | 'unstorable' | 'too-deep';

/** Whether every text and key inside `value` can be stored as it is; `too-deep` beyond {@link MAX_DATA_DEPTH}. */
export function inspectText(value: unknown, depth = 0): TextFinding {
  if (typeof value === 'string') return isStorable(value) ? 'storable' : 'unstorable';
  if (typeof value !== 'object' || value === null) return 'storable';
  if (depth === MAX_DATA_DEPTH) return 'too-deep';
  let finding: TextFinding = 'storable';
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = inspectText(item, depth + 1);
      if (found === 'too-deep') return found;
      if (found === 'unstorable') finding = found;
    }
    return finding;
  }
  for (const key in value) {
    const found = inspectText((value as Readonly<Record<string, unknown>>)[key], depth + 1);
    if (found === 'too-deep') return found;
    if (found === 'unstorable' || !isStorable(key)) finding = 'unstorable';
  }
  return finding;
}

function storable(text: string): string {
  return text.replace(EVERY_UNSTORABLE, '\ufffd');
}

/** The same value, of the same shape, with U+FFFD in place of every character that cannot be stored. */
export function withStorableText<T>(value: T): T {
  return replaced(value) as T;
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(replaced);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), replaced(item)]));
}
