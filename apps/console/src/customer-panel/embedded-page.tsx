import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** The customer panel inside another application's page (C2). */
export function EmbeddedPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.customers')}>{null}</Page>;
}
