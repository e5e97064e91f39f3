import { Button, Group } from '@mantine/core';
import {
  IconAdjustments,
  IconBuilding,
  IconChecklist,
  IconMessages,
  IconPlugConnected,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';

const PAGES = [
  { to: '/organizations/$organizationId', icon: IconBuilding, label: 'nav.organization' },
  { to: '/organizations/$organizationId/configuration', icon: IconAdjustments, label: 'nav.configuration' },
  { to: '/organizations/$organizationId/accounts', icon: IconPlugConnected, label: 'nav.accounts' },
  { to: '/organizations/$organizationId/verification', icon: IconChecklist, label: 'nav.verification' },
] as const;

/** How the page is told that one is on. */
const CURRENT = {
  borderColor: 'var(--mantine-primary-color-filled)',
  boxShadow: 'inset 0 0 0 1px var(--mantine-primary-color-filled)',
} as const;

/** The pages of one organization, side by side. */
export function OrganizationNav({ organizationId }: { readonly organizationId: string }) {
  const { t } = useTranslation('organizations');
  const { role } = useSession();
  const pages = PAGES.filter(({ label }) => role === 'administrator' || label !== 'nav.configuration');
  return (
    <Group component="nav" aria-label={t('nav.label')} gap={6}>
      {pages.map(({ to, icon: Icon, label }) => (
        <Button
          key={to}
          size="xs"
          variant="default"
          leftSection={<Icon size={16} aria-hidden />}
          renderRoot={(props) => (
            <Link
              to={to}
              params={{ organizationId }}
              activeOptions={{ exact: true }}
              activeProps={{ 'aria-current': 'page', style: CURRENT }}
              {...props}
            />
          )}
        >
          {t(label)}
        </Button>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMessages size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/conversations" search={{ organizationId }} {...props} />}
      >
        {t('nav.conversations')}
      </Button>
    </Group>
  );
}
