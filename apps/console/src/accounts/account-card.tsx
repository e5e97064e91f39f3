import { Badge, Button, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCalendarPlus, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Day } from '../ui/day';
import { ContractSetting } from './contract-setting';
import { DisableDialog } from './disable-dialog';
import { EnableDialog } from './enable-dialog';
import { HeldBehind } from './held-behind';
import { isX } from './network';
import type { LinkedAccount } from './queries';
import { UnlinkDialog } from './unlink-dialog';

interface AccountCardProps {
  readonly organizationId: string;
  readonly account: LinkedAccount;
  readonly networkLabel: string | null;
  readonly mayChange: boolean;
}

/** One linked account with its switch (A3, G3), and for X its contract mark (G4). */
export function AccountCard({ organizationId, account, networkLabel, mayChange }: AccountCardProps) {
  const { t } = useTranslation('accounts');
  const [isOpening, opening] = useDisclosure(false);
  const [isClosing, closing] = useDisclosure(false);
  const [isUnlinking, unlinking] = useDisclosure(false);
  const { accountId, enabled, known, linkedAt, network, includeClosedSince } = account;
  const name = account.name ?? accountId;
  const dialog = { organizationId, account, name };
  return (
    <Paper component="li" withBorder p={{ base: 'sm', sm: 'md' }}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm" wrap="nowrap">
          <Stack gap={2} miw={0} flex={1}>
            <Group gap="xs">
              <Title order={2} size="h4" className="breakable">
                {name}
              </Title>
              {networkLabel !== null && (
                <Badge variant="default" tt="none" fw={500}>
                  {networkLabel}
                </Badge>
              )}
              {!known && (
                <Badge
                  variant="default"
                  tt="none"
                  fw={500}
                  leftSection={
                    <IconAlertTriangle size={14} color="var(--mantine-color-orange-6)" aria-hidden />
                  }
                >
                  {t('unknown')}
                </Badge>
              )}
            </Group>
            <Text size="sm" c="dimmed" className="breakable">
              {account.name !== null && `${accountId} · `}
              {t('linkedOn')} <Day at={linkedAt} />
            </Text>
          </Stack>
          <Switch
            size="md"
            flex="none"
            checked={enabled}
            disabled={!mayChange}
            label={enabled ? t('on') : t('off')}
            aria-label={t('switch', { name })}
            onChange={enabled ? closing.open : opening.open}
          />
        </Group>
        {!known && (
          <Text size="sm" c="dimmed">
            {t('unknownLead')}
          </Text>
        )}
        {!enabled && <HeldBehind organizationId={organizationId} accountId={accountId} />}
        {includeClosedSince !== null && (
          <Text size="sm">
            {t('closedSince')} <Day at={includeClosedSince} />
          </Text>
        )}
        {isX(network) && <ContractSetting {...dialog} mayChange={mayChange} />}
        {mayChange && (
          <Group gap="xs">
            {enabled && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconCalendarPlus size={16} aria-hidden />}
                onClick={opening.open}
                aria-label={t('sendClosedNamed', { name })}
              >
                {t('sendClosed')}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUnlink size={16} aria-hidden />}
              onClick={unlinking.open}
              aria-label={t('unlinkNamed', { name })}
            >
              {t('unlink')}
            </Button>
          </Group>
        )}
      </Stack>
      {isOpening && <EnableDialog {...dialog} onClose={opening.close} />}
      <DisableDialog {...dialog} opened={isClosing} onClose={closing.close} />
      <UnlinkDialog {...dialog} opened={isUnlinking} onClose={unlinking.close} />
    </Paper>
  );
}
