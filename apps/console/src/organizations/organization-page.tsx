import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** One connected Zendesk. */
export function OrganizationPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.organizations')}>{null}</Page>;
}
