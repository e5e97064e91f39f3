import { List } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { notifyDone } from '../ui/notify';
import { accountPath, directoryAccountsQuery, type LinkedAccount, linkedAccountsQuery } from './queries';

interface UnlinkDialogProps {
  readonly organizationId: string;
  readonly account: LinkedAccount;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before an account is taken away from its organization; its tickets stay. */
export function UnlinkDialog({ organizationId, account, name, opened, onClose }: UnlinkDialogProps) {
  const { t } = useTranslation('accounts');
  const client = useQueryClient();
  const unlinking = useMutation({
    mutationFn: () => change('DELETE', accountPath(organizationId, account.accountId)),
    onSuccess: async () => {
      notifyDone(t('unlinked', { name }));
      onClose();
      await client.invalidateQueries({ queryKey: linkedAccountsQuery(organizationId).queryKey });
      await client.invalidateQueries({ queryKey: directoryAccountsQuery.queryKey });
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('unlinkTitle', { name })}
      confirm={t('unlink')}
      onConfirm={() => unlinking.mutate()}
      danger
      pending={unlinking.isPending}
      error={unlinking.error}
    >
      <List size="sm">
        <List.Item>{t('unlinkStops')}</List.Item>
        <List.Item>{t('unlinkStays')}</List.Item>
        <List.Item>{t('unlinkElsewhere')}</List.Item>
      </List>
    </ConfirmDialog>
  );
}
