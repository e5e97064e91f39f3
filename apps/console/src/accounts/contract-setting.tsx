import { Alert, Checkbox, Stack, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { notifyDone } from '../ui/notify';
import type { LinkedAccount } from './queries';
import { useAccountChange } from './use-account-change';

interface ContractSettingProps {
  readonly organizationId: string;
  readonly account: LinkedAccount;
  readonly name: string;
  readonly mayChange: boolean;
}

/** Whether there is a direct API contract with X: without one, nothing of the account leaves Parley (G4). */
export function ContractSetting({ organizationId, account, name, mayChange }: ContractSettingProps) {
  const { t } = useTranslation('accounts');
  const [opened, { open, close }] = useDisclosure(false);
  const [isSure, setSure] = useState(false);
  const { accountId, directApiContract } = account;
  const changing = useAccountChange({
    organizationId,
    accountId,
    onDone: () => {
      notifyDone(directApiContract ? t('contract.removed', { name }) : t('contract.set', { name }));
      setSure(false);
      close();
    },
  });
  return (
    <>
      <Alert
        color={directApiContract ? 'gray' : 'orange'}
        icon={<IconAlertTriangle aria-hidden />}
        title={directApiContract ? t('contract.present') : t('contract.missing')}
      >
        <Stack gap="xs">
          <Text size="sm">{directApiContract ? t('contract.presentLead') : t('contract.missingLead')}</Text>
          <Switch
            checked={directApiContract}
            disabled={!mayChange}
            label={t('contract.label')}
            aria-label={t('contract.labelNamed', { name })}
            onChange={open}
          />
        </Stack>
      </Alert>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={directApiContract ? t('contract.removeTitle', { name }) : t('contract.setTitle', { name })}
        confirm={directApiContract ? t('contract.remove') : t('contract.confirm')}
        onConfirm={() => changing.mutate({ directApiContract: !directApiContract })}
        disabled={!directApiContract && !isSure}
        pending={changing.isPending}
        error={changing.error}
      >
        <Text size="sm">{directApiContract ? t('contract.removeLead') : t('contract.setLead')}</Text>
        {!directApiContract && (
          <Checkbox
            label={t('contract.sure')}
            checked={isSure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
        )}
      </ConfirmDialog>
    </>
  );
}
