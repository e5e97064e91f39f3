import { Button, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconLinkOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberBearer } from '../api/client';
import { sessionQuery } from '../api/session';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { messageOf, SIGN_IN_POPUP } from './embedded-session';
import { CustomerPanel } from './panel';

/** The customer panel inside another application's page (C2): no frame, as narrow as 320 px. */
export function EmbeddedPage() {
  const { t } = useTranslation('customers');
  useDocumentTitle(t('title'));
  const { organizationId, contactId, accountId } = useSearch({ from: '/embed/customer' });
  const session = useQuery(sessionQuery);
  return (
    <Stack component="main" p="sm" gap="md" maw="48rem" mx="auto">
      {organizationId === undefined || contactId === undefined ? (
        <Empty icon={IconLinkOff} title={t('place.missing')}>
          {t('place.missingLead')}
        </Empty>
      ) : (
        <>
          <Title order={1} size="h4" className="breakable">
            {t('place.of', { contact: contactId })}
          </Title>
          <Loaded query={session}>
            {(signedIn) =>
              signedIn === null ? (
                <SignIn />
              ) : (
                <CustomerPanel
                  key={`${organizationId} ${contactId}`}
                  place={{ organizationId, contactId, accountId }}
                  embedded
                />
              )
            }
          </Loaded>
        </>
      )}
    </Stack>
  );
}

/** Browsers send no cookies to a page that is embedded elsewhere: a popup signs in and hands over a token, kept in memory alone. */
function SignIn() {
  const { t } = useTranslation('customers');
  const client = useQueryClient();
  const popup = useRef<Window | null>(null);
  const [state, setState] = useState<'asked' | 'waiting' | 'blocked'>('asked');
  useEffect(() => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const message = messageOf(event, { origin: window.location.origin, popup: popup.current });
      if (message === undefined) return;
      popup.current = null;
      rememberBearer(message.token);
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      // When it ends somebody signs in again, instead of finding every button refused.
      const left = Math.max(Date.parse(message.expiresAt) - Date.now(), 0);
      setTimeout(() => client.setQueryData(sessionQuery.queryKey, null), left);
    };
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  }, [client]);
  const open = () => {
    popup.current = window.open(SIGN_IN_POPUP, 'parley-sign-in', 'popup,width=480,height=640');
    setState(popup.current === null ? 'blocked' : 'waiting');
  };
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{t('embed.lead')}</Text>
      <Button onClick={open} fullWidth>
        {t('embed.signIn')}
      </Button>
      <Text size="sm" role="status">
        {state === 'waiting' && t('embed.waiting')}
        {state === 'blocked' && t('embed.blocked')}
      </Text>
    </Stack>
  );
}
