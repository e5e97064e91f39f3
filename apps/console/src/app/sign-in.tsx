import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signInAddress } from '../api/session';
import { Mark } from '../ui/mark';

/** What somebody sees who is not signed in. */
export function SignIn() {
  const { t } = useTranslation();
  const { returnTo = '/' } = useSearch({ from: '/sign-in' });
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" maw={420} w="100%">
        <Stack align="flex-start">
          <Mark size={40} />
          <Title order={1} size="h2">
            {t('productName')}
          </Title>
          <Text>{t('signInLead')}</Text>
          <Button component="a" href={signInAddress(returnTo)} fullWidth>
            {t('signIn')}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
