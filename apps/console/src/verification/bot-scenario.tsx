import { Anchor, Badge, List, Paper, Table, Text, Title } from '@mantine/core';
import type { RoutingView } from '@parley/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { Moment } from '../ui/moment';

const COLORS = { valid: 'teal', invalid: 'red', missing: 'orange' } as const;

/** The guide's bot scenario for Mode B as text, with what the last routings to the team brought (A7, T4, T5). */
export function BotScenario({ routings }: { readonly routings: readonly RoutingView[] }) {
  const { t } = useTranslation('verification');
  const { platformName: platform } = useSession();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4">
        {t('bot.title')}
      </Title>
      <Text mb="xs">{t('bot.lead', { platform })}</Text>
      <List type="ordered" mb="md" spacing={4}>
        <List.Item>{t('bot.greet')}</List.Item>
        <List.Item>{t('bot.ask')}</List.Item>
        <List.Item>{t('bot.keep')}</List.Item>
        <List.Item>{t('bot.route')}</List.Item>
      </List>
      <Title order={3} size="h5">
        {t('bot.last')}
      </Title>
      {routings.length === 0 ? (
        <Text c="dimmed">{t('bot.none')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('bot.when')}</Table.Th>
                <Table.Th>{t('conversation')}</Table.Th>
                <Table.Th>{t('bot.email')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {routings.map(({ conversationId, event, at, email }) => (
                <Table.Tr key={`${event.source} ${event.id}`}>
                  <Table.Td>
                    <Moment at={at} />
                  </Table.Td>
                  <Table.Td>
                    <Anchor
                      className="breakable"
                      renderRoot={(props) => (
                        <Link to="/conversations/$conversationId" params={{ conversationId }} {...props} />
                      )}
                    >
                      {conversationId}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>
                    <Badge color={COLORS[email]} variant="filled">
                      {t(`bot.emails.${email}`)}
                    </Badge>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}
