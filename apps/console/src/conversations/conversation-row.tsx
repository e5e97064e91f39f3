import { Anchor, Group, Stack, Text } from '@mantine/core';
import type { ConversationSummary } from '@parley/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Moment } from '../ui/moment';
import { useReasonTitle } from '../ui/reason';
import { StateBadge } from '../ui/state-badge';
import { TicketLink } from '../ui/ticket-link';
import styles from './conversations.module.css';

interface ConversationRowProps {
  readonly conversation: ConversationSummary;
  /** Name of the account; undefined while it is not known. */
  readonly accountName: string | undefined;
}

/** The cells of one conversation in the list. */
export function ConversationRow({ conversation, accountName }: ConversationRowProps) {
  const { t } = useTranslation('conversations');
  const reasonTitle = useReasonTitle();
  const { id, contactId, accountId, state, reason, closed, lastEventAt, tickets } = conversation;
  return (
    <>
      <div role="cell" className={`${styles['cell']} ${styles['wide']}`}>
        <Anchor
          fw={600}
          renderRoot={(props) => (
            <Link to="/conversations/$conversationId" params={{ conversationId: id }} {...props} />
          )}
        >
          {id}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t('ofContact', { contact: contactId })}
        </Text>
      </div>
      <Stack role="cell" gap={2} align="flex-start" className={`${styles['cell']} ${styles['wide']}`}>
        <Group gap="xs">
          <StateBadge state={state} />
          {closed && (
            <Text size="xs" c="dimmed">
              {t('closed')}
            </Text>
          )}
        </Group>
        {reason !== null && <Text size="xs">{reasonTitle(reason)}</Text>}
      </Stack>
      <Text role="cell" size="sm" className={styles['cell'] ?? ''}>
        {accountName ?? accountId ?? t('noAccount')}
      </Text>
      <Group role="cell" gap="xs" className={styles['cell'] ?? ''}>
        {tickets.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('noTicket')}
          </Text>
        ) : (
          tickets.map(({ zendeskTicketId, url }) => (
            <TicketLink key={zendeskTicketId} id={zendeskTicketId} url={url} />
          ))
        )}
      </Group>
      <Text role="cell" size="sm" component="div" className={styles['cell'] ?? ''}>
        <Moment at={lastEventAt} />
      </Text>
    </>
  );
}
