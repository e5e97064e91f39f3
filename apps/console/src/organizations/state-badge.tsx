import { Badge } from '@mantine/core';
import type { OrganizationView } from '@parley/contracts';
import { IconCircleCheck, IconCircleOff, IconLockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const LOOKS = {
  active: { color: 'green', icon: IconCircleCheck },
  unauthorised: { color: 'red', icon: IconLockExclamation },
  disconnected: { color: 'gray', icon: IconCircleOff },
} as const;

/** Whether Parley may call this Zendesk. */
export function StateBadge({ state }: { readonly state: OrganizationView['state'] }) {
  const { t } = useTranslation('organizations');
  const { color, icon: Icon } = LOOKS[state];
  return (
    <Badge
      variant="default"
      tt="none"
      fw={500}
      leftSection={<Icon size={14} color={`var(--mantine-color-${color}-6)`} aria-hidden />}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
