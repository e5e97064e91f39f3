import { en } from './en';
import { fr } from './fr';

interface Dictionary {
  readonly [key: string]: string | Dictionary;
}

/** Every word with its path: `common.pages.overview`. */
function wordsOf(dictionary: Dictionary, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(dictionary).flatMap(([key, word]) =>
      typeof word === 'string' ? [[`${path}${key}`, word] as const] : [...wordsOf(word, `${path}${key}.`)],
    ),
  );
}

/** The values that a word is filled with: `{{name}}`. */
function placeholders(word: string): readonly string[] {
  return [...word.matchAll(/\{\{[^}]+\}\}/g)].map(([placeholder]) => placeholder).sort();
}

describe('the words of the console', () => {
  const english = wordsOf(en);
  const french = wordsOf(fr);

  it('are all there in both languages, and none is empty', () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, word] of [...english, ...french]) expect([path, word.trim()]).not.toEqual([path, '']);
  });

  it('are filled with the same values in both languages', () => {
    for (const [path, word] of english)
      expect([path, placeholders(french.get(path) ?? '')]).toEqual([path, placeholders(word)]);
  });
});
