import { Alert, Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { AuthorizationAsked, ConnectOrganization } from '@parley/contracts';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { formFaults } from '../api/faults';
import { Problem } from '../api/problem';
import { Dialog } from '../ui/dialog';
import { ProblemAlert } from '../ui/problem-alert';
import { clientOf, OAuthClientFields } from './oauth-client-fields';
import { goTo, RedirectDiffers, redirectDiffers } from './redirect-differs';
import { zendeskUrl } from './zendesk-url';

interface ConnectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Fields of the form by the paths of the body. */
const FIELDS: Readonly<Record<string, string>> = {
  url: 'url',
  name: 'name',
  'oauthClient.id': 'clientId',
  'oauthClient.secret': 'clientSecret',
};

/** Connects another Zendesk: asks what is needed, then goes to the page on which its administrator agrees (A1). */
export function ConnectDialog({ opened, onClose }: ConnectDialogProps) {
  const { t } = useTranslation(['organizations', 'common']);
  const form = useForm({
    initialValues: { url: '', name: '', clientId: '', clientSecret: '' },
    validate: {
      url: (url) => (url.trim() === '' ? t('connect.urlMissing') : null),
      clientId: (id, { clientSecret }) =>
        id.trim() === '' && clientSecret !== '' ? t('connect.clientIdMissing') : null,
    },
  });
  const asking = useMutation({
    mutationFn: (body: ConnectOrganization) => change<AuthorizationAsked>('POST', '/v1/organizations', body),
    onSuccess: (asked) => {
      if (!redirectDiffers(asked)) goTo(asked.authorizeUrl);
    },
    onError: (error) => form.setErrors(errorsOf(error)),
  });
  const errorsOf = (error: unknown) => {
    const { fields } = formFaults(error, (path) => FIELDS[path]);
    if (error instanceof Problem && error.code === 'url-not-allowed') return { url: error.detail };
    if (error instanceof Problem && error.code === 'oauth-client-missing')
      return { clientId: t('connect.clientMissing') };
    return fields;
  };
  const submit = form.onSubmit(({ url, name, ...client }) => {
    const oauthClient = clientOf(client);
    asking.mutate({
      url: zendeskUrl(url),
      ...(name.trim() !== '' && { name: name.trim() }),
      ...(oauthClient && { oauthClient }),
    });
  });
  const isPlaced = asking.error !== null && Object.keys(errorsOf(asking.error)).length > 0;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('connectOrganization')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            data-autofocus
            required
            label={t('connect.url')}
            description={t('connect.urlLead')}
            placeholder="https://example.zendesk.com"
            type="url"
            inputMode="url"
            autoComplete="off"
            {...form.getInputProps('url')}
          />
          <TextInput
            label={t('connect.name')}
            description={t('connect.nameLead')}
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <OAuthClientFields
            idProps={form.getInputProps('clientId')}
            secretProps={form.getInputProps('clientSecret')}
            without={t('connect.withoutClient')}
            {...(asking.data && { redirectUrl: asking.data.redirectUrl })}
          />
          <Alert
            color="blue"
            variant="light"
            icon={<IconInfoCircle aria-hidden />}
            title={t('connect.before')}
          >
            <List size="sm">
              <List.Item>{t('connect.beforeRedirect')}</List.Item>
              <List.Item>{t('connect.beforeAdministrator')}</List.Item>
              <List.Item>{t('connect.beforeScopes')}</List.Item>
            </List>
          </Alert>
          {asking.error !== null && !isPlaced && <ProblemAlert error={asking.error} />}
          {asking.data !== undefined && redirectDiffers(asking.data) && (
            <RedirectDiffers asked={asking.data} />
          )}
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('connect.next')}
            </Text>
            <Group>
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={asking.isPending}>
                {t('connect.submit')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
