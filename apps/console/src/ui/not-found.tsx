import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from './empty';

/** In place of a page that is not there. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty icon={IconMapOff} title={t('notFound')}>
      {t('notFoundLead')}
    </Empty>
  );
}
