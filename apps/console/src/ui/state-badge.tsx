import { Badge } from '@mantine/core';
import type { ConversationState } from '@parley/contracts';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHourglass,
  IconSnowflake,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const LOOKS = {
  held: { icon: IconHourglass, color: 'gray' },
  syncing: { icon: IconCircleCheck, color: 'teal' },
  frozen: { icon: IconSnowflake, color: 'blue' },
  parked: { icon: IconAlertTriangle, color: 'red' },
  blocked: { icon: IconUserQuestion, color: 'orange' },
} as const;

/** Where a conversation stands, in a word; never by its colour alone. */
export function StateBadge({ state }: { readonly state: ConversationState }) {
  const { t } = useTranslation('conversations');
  const { icon: Icon, color } = LOOKS[state];
  return (
    <Badge
      variant="default"
      tt="none"
      fw={600}
      leftSection={<Icon size={14} color={`var(--mantine-color-${color}-text)`} aria-hidden />}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
