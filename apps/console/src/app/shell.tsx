import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { Mark } from '../ui/mark';
import { LiveMark } from './live-mark';
import { pagesFor } from './pages';
import { UserMenu } from './user-menu';

/** The frame around every page: where one can go, and who one is. */
export function Shell() {
  const { t } = useTranslation();
  const [open, { toggle, close }] = useDisclosure(false);
  const { role } = useSession();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a href="#content" className="skip-link">
        {t('skipToContent')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
            <Mark />
            <Text fw={700}>{t('productName')}</Text>
          </Group>
          <Group gap="md" wrap="nowrap">
            <LiveMark />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t('menu')}>
        {pagesFor(role).map(({ to, icon: Icon, label }) => (
          <NavLink
            key={to}
            renderRoot={(props) => (
              <Link to={to} activeProps={{ 'data-active': true, 'aria-current': 'page' }} {...props} />
            )}
            label={t(label)}
            leftSection={<Icon size={18} aria-hidden />}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
