import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** How the whole system does now. */
export function OverviewPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.overview')}>{null}</Page>;
}
