import { Button, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { notifyDone } from '../ui/notify';
import { type Organization, organizationPath } from './queries';

/** Ends the connection after a question that says what stays (A1). */
export function DisconnectButton({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation('organizations');
  const [opened, { open, close }] = useDisclosure(false);
  const client = useQueryClient();
  const disconnecting = useMutation({
    mutationFn: () => change('DELETE', organizationPath(organization.id)),
    onSuccess: async () => {
      close();
      notifyDone(t('disconnect.done', { name: organization.name }));
      await client.invalidateQueries({ queryKey: ['organizations'] });
    },
  });
  return (
    <>
      <Button variant="default" leftSection={<IconPlugConnectedX size={16} aria-hidden />} onClick={open}>
        {t('disconnect.button')}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={t('disconnect.title', { name: organization.name })}
        confirm={t('disconnect.button')}
        onConfirm={() => disconnecting.mutate()}
        danger
        pending={disconnecting.isPending}
        error={disconnecting.error}
      >
        <Text size="sm">{t('disconnect.lead')}</Text>
        <List size="sm">
          <List.Item>{t('disconnect.stops')}</List.Item>
          <List.Item>{t('disconnect.stays')}</List.Item>
          <List.Item>{t('disconnect.again')}</List.Item>
        </List>
      </ConfirmDialog>
    </>
  );
}
