import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page';

/** Why one conversation is or is not in Zendesk (X1, X2). */
export function ConversationPage() {
  const { t } = useTranslation();
  return <Page title={t('pages.conversations')}>{null}</Page>;
}
