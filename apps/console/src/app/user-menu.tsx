import { Avatar, Menu, UnstyledButton, VisuallyHidden, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { useSession } from '../api/session';
import { chooseLanguage, LANGUAGES } from '../i18n';

const SCHEMES = [
  { scheme: 'light', icon: IconSun, label: 'light' },
  { scheme: 'dark', icon: IconMoon, label: 'dark' },
  { scheme: 'auto', icon: IconDeviceDesktop, label: 'system' },
] as const;

/** The languages in their own words. */
const NAMES = { en: 'English', fr: 'Français' } as const;

/** Who is signed in, how the console looks and speaks, and the way out. */
export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { name, subject, role } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = name ?? subject;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton>
          <VisuallyHidden>{t('account', { name: shown, role: t(`role.${role}`) })}</VisuallyHidden>
          <Avatar aria-hidden name={shown} color="cyan.9" variant="filled" radius="xl" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('account', { name: shown, role: t(`role.${role}`) })}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('colorScheme')}</Menu.Label>
        {SCHEMES.map(({ scheme, icon: Icon, label }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === scheme && <IconCheck size={16} aria-hidden />}
            onClick={() => setColorScheme(scheme)}
          >
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            rightSection={i18n.resolvedLanguage === language && <IconCheck size={16} aria-hidden />}
            onClick={() => void chooseLanguage(language)}
          >
            {NAMES[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session, and loads the page anew so that nothing read stays in memory. */
async function signOut(): Promise<void> {
  await change('POST', '/auth/sign-out');
  window.location.assign('/');
}
