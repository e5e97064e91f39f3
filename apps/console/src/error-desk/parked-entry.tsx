import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { ParkedTicketView } from '@parley/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../ui/clock-time';
import { useNow } from '../ui/now';
import { ProblemAlert } from '../ui/problem-alert';
import { isKnownReason, useReasonTitle } from '../ui/reason';
import { TicketLink } from '../ui/ticket-link';
import { ChooseCustomer } from './choose-customer';
import { IgnoreDialog } from './ignore-dialog';
import { type Order, orderFor } from './orders';
import { orderRetry } from './queries';

interface ParkedEntryProps {
  readonly parked: ParkedTicketView;
  readonly organizationName: string;
  readonly onOrdered: (order: Order) => void;
}

/** One ticket that waits for a person, why, and what can be done (X3). */
export function ParkedEntry({ parked, organizationName, onOrdered }: ParkedEntryProps) {
  const { t, i18n } = useTranslation(['errorDesk', 'reasons']);
  const reasonTitle = useReasonTitle();
  const now = useNow();
  const { conversationId, contactId, reason, since, zendeskTicketId, url } = parked;
  return (
    <Paper withBorder p="sm" component="article" aria-label={conversationId}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="sm">
            <Anchor
              fw={600}
              className="breakable"
              renderRoot={(props) => (
                <Link to="/conversations/$conversationId" params={{ conversationId }} {...props} />
              )}
            >
              {conversationId}
            </Anchor>
            {zendeskTicketId !== null && url !== null && <TicketLink id={zendeskTicketId} url={url} />}
          </Group>
          <Text size="sm" component="time" dateTime={since}>
            {t('entry.since', { since: clockTime(since, now, i18n.language) })}
          </Text>
        </Group>
        <Text fw={600} size="sm">
          {reasonTitle(reason)}
        </Text>
        {isKnownReason(reason) && <Text size="sm">{t(`reasons:todo.${reason}`)}</Text>}
        <Text size="xs" c="dimmed" className="breakable">
          {[organizationName, t('entry.contact', { contact: contactId })].join(' · ')}
        </Text>
        <Actions parked={parked} onOrdered={onOrdered} />
      </Stack>
    </Paper>
  );
}

function Actions({ parked, onOrdered }: Omit<ParkedEntryProps, 'organizationName'>) {
  const { t } = useTranslation('errorDesk');
  const [open, setOpen] = useState<'choose' | 'ignore' | null>(null);
  const { id, conversationId, candidates, effectId } = parked;
  const retrying = useMutation({
    mutationFn: () => orderRetry({ ids: [id] }),
    onSuccess: () => onOrdered(orderFor('retry', parked)),
  });
  if (candidates !== undefined) {
    if (open === 'choose')
      return (
        <ChooseCustomer
          id={id}
          candidates={candidates}
          onChosen={() => onOrdered(orderFor('choose', parked))}
        />
      );
    return (
      <Group>
        <Button
          size="xs"
          onClick={() => setOpen('choose')}
          aria-label={t('choose.openLabel', { id: conversationId })}
        >
          {t('choose.open')}
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs">
      <Group gap="xs" role="group" aria-label={t('entry.actions', { id: conversationId })}>
        <Button
          size="xs"
          loading={retrying.isPending}
          onClick={() => retrying.mutate()}
          aria-label={t('retry.label', { id: conversationId })}
        >
          {t('retry.button')}
        </Button>
        {effectId !== null && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setOpen('ignore')}
            aria-label={t('ignore.label', { id: conversationId })}
          >
            {t('ignore.button')}
          </Button>
        )}
      </Group>
      {retrying.error !== null && <ProblemAlert error={retrying.error} />}
      {open === 'ignore' && (
        <IgnoreDialog
          parked={parked}
          onClose={() => setOpen(null)}
          onOrdered={() => onOrdered(orderFor('ignore', parked))}
        />
      )}
    </Stack>
  );
}
