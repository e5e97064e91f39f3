import { Alert, Button, Checkbox, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import { Loaded } from '../ui/loaded';
import { notifyDone } from '../ui/notify';
import { ProblemAlert } from '../ui/problem-alert';
import { counted } from './counted';
import { isX, startOfDay } from './network';
import { type AccountBeforeOpening, accountBeforeOpeningQuery, type LinkedAccount } from './queries';
import { useAccountChange } from './use-account-change';

interface EnableDialogProps {
  readonly organizationId: string;
  readonly account: LinkedAccount;
  readonly name: string;
  readonly onClose: () => void;
}

/** Shows what turning an account on will send, and asks whether closed conversations go along, with their number (T11). */
export function EnableDialog({ organizationId, account, name, onClose }: EnableDialogProps) {
  const { t } = useTranslation(['accounts', 'common']);
  const { accountId, enabled, network, directApiContract } = account;
  const [isAsked, setAsked] = useState(enabled);
  const [day, setDay] = useState('');
  const since = isAsked ? startOfDay(day) : undefined;
  const query = useQuery(accountBeforeOpeningQuery(organizationId, accountId, since));
  const changing = useAccountChange({
    organizationId,
    accountId,
    onDone: () => {
      notifyDone(enabled ? t('enable.asked', { name }) : t('enable.done', { name }));
      onClose();
    },
  });
  const isCounted = since === undefined || query.data?.closedConversations !== undefined;
  const isReady = isAsked ? since !== undefined && isCounted : true;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={enabled ? t('enable.closedTitle', { name }) : t('enable.title', { name })}
    >
      <Stack>
        {isX(network) && !directApiContract && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
            {t('enable.contractMissing')}
          </Alert>
        )}
        {!enabled && (
          <Loaded query={query} lines={2}>
            {(data) => <WillBeSent before={data} />}
          </Loaded>
        )}
        {!enabled && (
          <Checkbox
            label={t('enable.alsoClosed')}
            description={t('enable.alsoClosedLead')}
            checked={isAsked}
            onChange={({ currentTarget }) => setAsked(currentTarget.checked)}
          />
        )}
        {isAsked && (
          <>
            <TextInput
              type="date"
              label={t('enable.since')}
              description={t('enable.sinceLead')}
              value={day}
              max={new Date().toISOString().slice(0, 10)}
              onChange={({ currentTarget }) => setDay(currentTarget.value)}
              maw={260}
            />
            <ClosedCount before={since === undefined ? undefined : query.data} pending={query.isFetching} />
            {enabled && query.error !== null && <ProblemAlert error={query.error} />}
          </>
        )}
        {changing.error !== null && <ProblemAlert error={changing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            loading={changing.isPending}
            disabled={!isReady}
            onClick={() =>
              changing.mutate({
                ...(!enabled && { enabled: true }),
                ...(since !== undefined && { includeClosedSince: since }),
              })
            }
          >
            {enabled ? t('enable.sendClosed') : t('enable.button')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function WillBeSent({ before }: { readonly before: AccountBeforeOpening }) {
  const { t, i18n } = useTranslation('accounts');
  const held = before.heldConversations;
  if (held === undefined) return <Text size="sm">{t('enable.unknown')}</Text>;
  if (held.total === 0) return <Text size="sm">{t('enable.nothing')}</Text>;
  const others = Math.max(0, held.total - held.ready - held.catchUp);
  const words = (count: number) => ({ count, number: counted(count, i18n.language) });
  return (
    <Stack gap="xs">
      <Text size="sm">{t('enable.lead')}</Text>
      <List size="sm">
        <List.Item>{t('enable.ready', words(held.ready))}</List.Item>
        {held.catchUp > 0 && <List.Item>{t('enable.catchUp', words(held.catchUp))}</List.Item>}
        {others > 0 && <List.Item>{t('enable.others', words(others))}</List.Item>}
      </List>
    </Stack>
  );
}

interface ClosedCountProps {
  readonly before: AccountBeforeOpening | undefined;
  readonly pending: boolean;
}

function ClosedCount({ before, pending }: ClosedCountProps) {
  const { t, i18n } = useTranslation('accounts');
  const closed = before?.closedConversations;
  const words = (count: number) => ({ count, number: counted(count, i18n.language) });
  return (
    <Text size="sm" role="status">
      {pending && closed === undefined && t('enable.counting')}
      {closed !== undefined &&
        `${t('enable.closedReady', words(closed.ready))} ${t('enable.closedTotal', words(closed.total))}`}
    </Text>
  );
}
