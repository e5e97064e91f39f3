import { Group, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { counted } from './counted';
import { accountBeforeOpeningQuery } from './queries';

interface HeldBehindProps {
  readonly organizationId: string;
  readonly accountId: string;
}

/** How many conversations wait behind a switch that is off (T11). */
export function HeldBehind({ organizationId, accountId }: HeldBehindProps) {
  const { t, i18n } = useTranslation('accounts');
  const { data } = useQuery(accountBeforeOpeningQuery(organizationId, accountId));
  const held = data?.heldConversations;
  if (held === undefined) return null;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <IconHourglass size={16} aria-hidden style={{ flexShrink: 0, marginTop: 3 }} />
      <Text size="sm">
        {held.total === 0
          ? t('held.none')
          : t('held.waiting', { count: held.total, number: counted(held.total, i18n.language) })}
      </Text>
    </Group>
  );
}
