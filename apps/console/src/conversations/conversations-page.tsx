import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** All conversations. */
export function ConversationsPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.conversations')}>{null}</Page>;
}
