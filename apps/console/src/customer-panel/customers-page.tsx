import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** Customers for advisors (C2). */
export function CustomersPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.customers')}>{null}</Page>;
}
