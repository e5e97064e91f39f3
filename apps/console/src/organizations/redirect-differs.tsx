import { Alert, Button, Stack, Text } from '@mantine/core';
import type { AuthorizationAsked } from '@parley/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Whether Zendesk leads back to another address than this page was opened at, and so than the one that was shown. */
export function redirectDiffers({ redirectUrl }: AuthorizationAsked): boolean {
  return new URL(redirectUrl).origin !== window.location.origin;
}

/** Leaves the console for a page of Zendesk, in this tab. */
export function goTo(url: string): void {
  window.location.assign(url);
}

/** Says that the redirect URL is another one than was shown, before anybody is sent to a page that would refuse it. */
export function RedirectDiffers({ asked }: { readonly asked: AuthorizationAsked }) {
  const { t } = useTranslation('organizations');
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('connect.differs')} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('connect.differsLead')}</Text>
        <code className="breakable">{asked.redirectUrl}</code>
        <Button size="xs" onClick={() => goTo(asked.authorizeUrl)}>
          {t('connect.goOn')}
        </Button>
      </Stack>
    </Alert>
  );
}
