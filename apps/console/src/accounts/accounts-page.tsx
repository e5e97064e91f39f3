import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** The accounts that are linked to one organization. */
export function AccountsPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.settings')}>{null}</Page>;
}
