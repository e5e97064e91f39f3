import { Anchor, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { conversationQuery } from '../conversations/queries';
import { ProblemAlert } from '../ui/problem-alert';
import { useReasonTitle } from '../ui/reason';
import { StateBadge } from '../ui/state-badge';
import { type Order, outcomeOf } from './orders';

interface OrderListProps {
  readonly orders: readonly Order[];
  readonly onDismiss: () => void;
}

/** What was ordered here, and what came of it, as it happens. */
export function OrderList({ orders, onDismiss }: OrderListProps) {
  const { t } = useTranslation('errorDesk');
  if (orders.length === 0) return null;
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('orders.title')}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {t('orders.title')}
          </Title>
          <Button size="xs" variant="subtle" onClick={onDismiss}>
            {t('orders.dismiss')}
          </Button>
        </Group>
        <List listStyleType="none" spacing="xs" aria-live="polite">
          {orders.map((order) => (
            <List.Item key={order.conversationId}>
              <OrderLine order={order} />
            </List.Item>
          ))}
        </List>
      </Stack>
    </Paper>
  );
}

function OrderLine({ order }: { readonly order: Order }) {
  const { t } = useTranslation('errorDesk');
  const reasonTitle = useReasonTitle();
  const { conversationId, kind } = order;
  const { data, error } = useInfiniteQuery(conversationQuery(conversationId));
  const conversation = data?.pages[0];
  const outcome = conversation && outcomeOf(order, conversation);
  const reason = outcome !== undefined && 'reason' in outcome ? reasonTitle(outcome.reason) : '';
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/conversations/$conversationId" params={{ conversationId }} {...props} />
          )}
        >
          {t(`orders.${kind}`, { id: conversationId })}
        </Anchor>
        <Text size="sm">{t(`orders.${outcome?.state ?? 'pending'}`, { reason })}</Text>
        {outcome?.state !== 'pending' && conversation !== undefined && (
          <StateBadge state={conversation.state} />
        )}
      </Group>
      {error !== null && <ProblemAlert error={error} />}
    </Stack>
  );
}
