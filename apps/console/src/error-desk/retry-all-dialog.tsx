import { List, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organizationsQuery } from '../organizations/queries';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useReasonTitle } from '../ui/reason';
import type { ReasonCount } from './counts';
import { orderRetry, type RetriedTogether } from './queries';

interface RetryAllDialogProps {
  readonly asked: ReasonCount;
  readonly organizationId: string | undefined;
  readonly onClose: () => void;
  readonly onRetried: (retried: RetriedTogether, ordered: number) => void;
}

/** Asks before all tickets of a reason are tried again, with their number. */
export function RetryAllDialog({ asked, organizationId, onClose, onRetried }: RetryAllDialogProps) {
  const { t } = useTranslation('errorDesk');
  const { reason, count } = asked;
  const title = useReasonTitle()(reason);
  const organizations = useQuery(organizationsQuery);
  const organization = organizations.data?.find(({ id }) => id === organizationId)?.name ?? organizationId;
  const retrying = useMutation({
    mutationFn: async () => {
      // What stops from now on is not part of what was asked about.
      const at = new Date().toISOString();
      const where = organizationId === undefined ? {} : { organizationId };
      const ordered = await orderRetry({ filter: { ...where, reason, parkedBefore: at } });
      return { at, ordered };
    },
    onSuccess: ({ at, ordered }) => {
      onRetried({ organizationId, reason, at }, ordered);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('retry.title')}
      confirm={t('retry.confirm', { count })}
      onConfirm={() => retrying.mutate()}
      pending={retrying.isPending}
      error={retrying.error}
    >
      <Text fw={600}>{t('retry.question', { count, reason: title })}</Text>
      <List size="sm">
        {organization !== undefined && <List.Item>{t('retry.where', { organization })}</List.Item>}
        {reason === 'ticket-deleted' && <List.Item>{t('retry.deleted')}</List.Item>}
        <List.Item>{t('retry.paced')}</List.Item>
      </List>
    </ConfirmDialog>
  );
}
