import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../api/session';

/** In place of a page that this role may not see. */
export function NotAllowed({ role }: { readonly role: Role }) {
  const { t } = useTranslation();
  return (
    <Alert color="orange" icon={<IconLock aria-hidden />}>
      {t('notAllowed', { role: t(`role.${role}`) })}
    </Alert>
  );
}
