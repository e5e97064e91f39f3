import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';

/** Languages that the console speaks. */
export const LANGUAGES = ['en', 'fr'] as const;
/** A language that the console speaks. */
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'parley.language';

/** Starts in the language that was chosen here before, else in the browser's first one that the console speaks. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en },
    defaultNS: 'common',
    // React escapes.
    interpolation: { escapeValue: false },
  });
  await speak(preferred());
}

/** Goes on in another language, and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

async function speak(language: Language): Promise<void> {
  if (language === 'fr' && !i18next.hasResourceBundle('fr', 'common')) {
    const { fr } = await import('./fr');
    for (const [namespace, words] of Object.entries(fr)) i18next.addResourceBundle('fr', namespace, words);
  }
  await i18next.changeLanguage(regional(language));
  document.documentElement.lang = language;
}

/** The language as spoken where the browser is, if it is one of the browser's: dates and numbers are written as people are used to. */
function regional(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}

function preferred(): Language {
  const wishes = [localStorage.getItem(KEPT), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return LANGUAGES.find((language) => wishes.find((wish) => isLanguage(wish)) === language) ?? 'en';
}

function isLanguage(tag: string | null): tag is Language {
  return LANGUAGES.some((language) => language === tag);
}
