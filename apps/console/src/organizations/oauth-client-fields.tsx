import { PasswordInput, Stack, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import type { ConnectOrganization } from '@parley/contracts';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../ui/copy-field';

/** What is typed about an OAuth client. */
export interface ClientValues {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface OAuthClientFieldsProps {
  readonly idProps: GetInputPropsReturnType;
  readonly secretProps: GetInputPropsReturnType;
  /** What happens where nothing is typed. */
  readonly without: string;
  /** Where Zendesk leads back to, once the gateway has told; until then it is this very address. */
  readonly redirectUrl?: string;
}

/** The OAuth client of a Zendesk, and the redirect URL that it has to know. */
export function OAuthClientFields({ idProps, secretProps, without, redirectUrl }: OAuthClientFieldsProps) {
  const { t } = useTranslation('organizations');
  return (
    <Stack gap="sm">
      <CopyField
        label={t('connect.redirectUrl')}
        description={t('connect.redirectUrlLead')}
        value={redirectUrl ?? `${window.location.origin}/oauth/callback`}
      />
      <TextInput
        label={t('connect.clientId')}
        description={`${t('connect.clientIdLead')} ${without}`}
        autoComplete="off"
        spellCheck={false}
        {...idProps}
      />
      <PasswordInput
        label={t('connect.clientSecret')}
        description={t('connect.clientSecretLead')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('connect.showSecret') }}
        {...secretProps}
      />
    </Stack>
  );
}

/** The client of a request; undefined where nothing was typed. */
export function clientOf({ clientId, clientSecret }: ClientValues): ConnectOrganization['oauthClient'] {
  const id = clientId.trim();
  if (id === '') return undefined;
  return clientSecret === '' ? { id } : { id, secret: clientSecret };
}
