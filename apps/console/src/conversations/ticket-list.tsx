import { Badge, Group, List, Stack, Text } from '@mantine/core';
import type { TicketView } from '@parley/contracts';
import { useTranslation } from 'react-i18next';
import { TicketLink } from '../ui/ticket-link';

/** The tickets of a conversation with their status in Zendesk. */
export function TicketList({ tickets }: { readonly tickets: readonly TicketView[] }) {
  const { t } = useTranslation('conversations');
  if (tickets.length === 0) return <Text c="dimmed">{t('noTicketYet')}</Text>;
  return (
    <List listStyleType="none" spacing="xs">
      {tickets.map(({ zendeskTicketId, url, status, generation }) => (
        <List.Item key={zendeskTicketId}>
          <Stack gap={0}>
            <Group gap="xs">
              <TicketLink id={zendeskTicketId} url={url} />
              <Badge variant="default" tt="none">
                {status === null ? t('status.unknown') : t(`status.${status}`)}
              </Badge>
            </Group>
            {generation > 0 && (
              <Text size="xs" c="dimmed">
                {t('followUp')}
              </Text>
            )}
          </Stack>
        </List.Item>
      ))}
    </List>
  );
}
