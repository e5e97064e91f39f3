import { Center, Stack, Text, Title } from '@mantine/core';
import type { EmbeddedSession } from '@parley/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { queryClient } from '../api/query-client';
import { sessionQuery } from '../api/session';
import { Loaded } from '../ui/loaded';
import type { EmbeddedMessage } from './embedded-session';

/** Where the popup of an embedded page ends: it hands a token to the page that opened it, and to no other origin. */
export function SignedInPage() {
  const { t } = useTranslation('customers');
  const query = useQuery({
    queryKey: ['session', 'embedded'],
    queryFn: async () => {
      // Brings the value that shows the change to come from a page of this session.
      await queryClient.query({ ...sessionQuery, staleTime: 'static' });
      return change<EmbeddedSession>('POST', '/v1/session/embedded');
    },
    enabled: isOpened(),
    staleTime: Infinity,
    gcTime: 0,
  });
  const { data } = query;
  useEffect(() => {
    if (data === undefined || !isOpened()) return;
    const message: EmbeddedMessage = { type: 'parley.signed-in', ...data };
    (window.opener as Window).postMessage(message, window.location.origin);
    window.close();
  }, [data]);
  return (
    <Center component="main" mih="60dvh" p="md">
      <Stack>
        <Title order={1} size="h3">
          {t('title')}
        </Title>
        {isOpened() ? (
          <Loaded query={query} lines={1}>
            {() => <Text>{t('embed.closing')}</Text>}
          </Loaded>
        ) : (
          <Text>{t('embed.close')}</Text>
        )}
      </Stack>
    </Center>
  );
}

/** Whether another page opened this one and is still there to be told. */
function isOpened(): boolean {
  return window.opener !== null && window.opener !== undefined;
}
