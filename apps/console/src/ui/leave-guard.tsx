import { Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog';

/** Asks before somebody leaves a page on which something is not saved; the browser asks when the tab is closed. */
export function LeaveGuard({ unsaved }: { readonly unsaved: boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={t('leave.title')}
      confirm={t('leave.confirm')}
      onConfirm={() => proceed?.()}
      danger
    >
      <Text size="sm">{t('leave.lead')}</Text>
    </ConfirmDialog>
  );
}
