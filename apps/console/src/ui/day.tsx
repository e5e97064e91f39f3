import { useTranslation } from 'react-i18next';

/** A date in the viewer's language and zone: for what happened long ago. */
export function Day({ at }: { readonly at: string }) {
  const { i18n } = useTranslation();
  const shown = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(at));
  return <time dateTime={at}>{shown}</time>;
}
