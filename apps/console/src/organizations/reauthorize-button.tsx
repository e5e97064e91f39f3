import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { AuthorizationAsked, ReauthorizeOrganization } from '@parley/contracts';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { formFaults } from '../api/faults';
import { Dialog } from '../ui/dialog';
import { ProblemAlert } from '../ui/problem-alert';
import { clientOf, OAuthClientFields } from './oauth-client-fields';
import { type Organization, organizationPath } from './queries';
import { goTo, RedirectDiffers, redirectDiffers } from './redirect-differs';

const FIELDS: Readonly<Record<string, string>> = {
  'oauthClient.id': 'clientId',
  'oauthClient.secret': 'clientSecret',
};

interface ReauthorizeButtonProps {
  readonly organization: Organization;
}

/** Asks for another authorisation, at any time; with another OAuth client where one is typed (A1). */
export function ReauthorizeButton({ organization }: ReauthorizeButtonProps) {
  const { t } = useTranslation(['organizations', 'common']);
  const [opened, { open, close }] = useDisclosure(false);
  const form = useForm({
    initialValues: { clientId: '', clientSecret: '' },
    validate: {
      clientId: (id, { clientSecret }) =>
        id.trim() === '' && clientSecret !== '' ? t('connect.clientIdMissing') : null,
    },
  });
  const asking = useMutation({
    mutationFn: (body: ReauthorizeOrganization) =>
      change<AuthorizationAsked>('POST', `${organizationPath(organization.id)}/reauthorize`, body),
    onSuccess: (asked) => {
      if (!redirectDiffers(asked)) goTo(asked.authorizeUrl);
    },
    onError: (error) => form.setErrors(formFaults(error, (path) => FIELDS[path]).fields),
  });
  const submit = form.onSubmit((client) => {
    const oauthClient = clientOf(client);
    asking.mutate(oauthClient ? { oauthClient } : {});
  });
  const isUrgent = organization.state === 'unauthorised';
  return (
    <>
      <Button
        variant={isUrgent ? 'filled' : 'default'}
        leftSection={<IconKey size={16} aria-hidden />}
        onClick={open}
      >
        {t('reauthorize')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('reauthorizeNamed', { name: organization.name })}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t('reauthorizeLead')}</Text>
            <OAuthClientFields
              idProps={form.getInputProps('clientId')}
              secretProps={form.getInputProps('clientSecret')}
              without={t('connect.sameClient')}
              {...(asking.data && { redirectUrl: asking.data.redirectUrl })}
            />
            {asking.error !== null && <ProblemAlert error={asking.error} />}
            {asking.data !== undefined && redirectDiffers(asking.data) && (
              <RedirectDiffers asked={asking.data} />
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={asking.isPending}>
                {t('connect.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
