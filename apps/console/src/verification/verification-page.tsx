import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** The guide's steps, live (A7). */
export function VerificationPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.settings')}>{null}</Page>;
}
