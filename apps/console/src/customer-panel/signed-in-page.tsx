import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** Where the popup of an embedded page ends after signing in. */
export function SignedInPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.customers')}>{null}</Page>;
}
