import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** How one organization wants its conversations synchronised. */
export function ConfigurationPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.settings')}>{null}</Page>;
}
