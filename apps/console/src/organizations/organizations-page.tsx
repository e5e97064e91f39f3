import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** The connected Zendesks. */
export function OrganizationsPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.organizations')}>{null}</Page>;
}
