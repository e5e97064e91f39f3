import { List, Text } from '@mantine/core';
import type { CustomerView } from '@parley/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Loaded } from '../ui/loaded';
import { customerName } from './customer-name';
import { associate, type Place, previewQuery } from './queries';

const COUNTS = ['newTickets', 'newRequesters', 'waiting'] as const;

interface AssociateDialogProps {
  readonly place: Place;
  readonly customer: CustomerView;
  readonly onClose: () => void;
  readonly onDone: (name: string) => void;
}

/** Tells what an association would send, and makes it when that is confirmed (T3, T10). */
export function AssociateDialog({ place, customer, onClose, onDone }: AssociateDialogProps) {
  const { t } = useTranslation('customers');
  const { zendeskUserId, suspended } = customer;
  const { contactId } = place;
  const name = customerName(customer) ?? t('customer.user', { id: zendeskUserId });
  const preview = useQuery(previewQuery(place, zendeskUserId));
  const associating = useMutation({
    mutationFn: () => associate(place, zendeskUserId),
    onSuccess: () => {
      onDone(name);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('associate.title')}
      confirm={t('associate.confirm')}
      onConfirm={() => {
        if (preview.data !== undefined) associating.mutate();
      }}
      pending={associating.isPending}
      error={associating.error}
    >
      <Text className="breakable">{t('associate.lead', { contact: contactId, name })}</Text>
      {suspended && <Text size="sm">{t('customer.suspendedLead')}</Text>}
      <Loaded query={preview} lines={2}>
        {(counts) => (
          <List size="sm">
            {COUNTS.filter((key) => counts[key] > 0).map((key) => (
              <List.Item key={key}>{t(`associate.${key}`, { count: counts[key] })}</List.Item>
            ))}
            {counts.newTickets + counts.newRequesters === 0 && (
              <List.Item>{t('associate.nothing')}</List.Item>
            )}
            {counts.newRequesters > 0 && <List.Item>{t('associate.closed')}</List.Item>}
          </List>
        )}
      </Loaded>
    </ConfirmDialog>
  );
}
