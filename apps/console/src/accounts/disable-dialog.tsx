import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { notifyDone } from '../ui/notify';
import type { LinkedAccount } from './queries';
import { useAccountChange } from './use-account-change';

interface DisableDialogProps {
  readonly organizationId: string;
  readonly account: LinkedAccount;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before an account is switched off: updates stop, and nothing is lost (T11). */
export function DisableDialog({ organizationId, account, name, opened, onClose }: DisableDialogProps) {
  const { t } = useTranslation('accounts');
  const changing = useAccountChange({
    organizationId,
    accountId: account.accountId,
    onDone: () => {
      notifyDone(t('disable.done', { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('disable.title', { name })}
      confirm={t('disable.button')}
      onConfirm={() => changing.mutate({ enabled: false })}
      pending={changing.isPending}
      error={changing.error}
    >
      <Text size="sm">{t('disable.lead')}</Text>
    </ConfirmDialog>
  );
}
