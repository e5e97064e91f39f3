import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** What waits for a person (X3). */
export function ErrorDeskPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.errorDesk')}>{null}</Page>;
}
