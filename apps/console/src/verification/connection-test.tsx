import { Alert, Anchor, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { ConnectionTestView } from '@parley/contracts';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { ProblemAlert } from '../ui/problem-alert';
import { testConnection } from './queries';

/** Looks whether Zendesk lets Parley in, and writes and closes a sample ticket there when asked. */
export function ConnectionTest({ organizationId }: { readonly organizationId: string }) {
  const { t } = useTranslation('verification');
  const { role } = useSession();
  // The same key until an answer came: a second try after a lost answer is the same test, and writes no second ticket.
  const key = useRef<string>(undefined);
  const test = useMutation({
    mutationFn: (sampleTicket: boolean) => {
      key.current ??= crypto.randomUUID();
      return testConnection(organizationId, { sampleTicket, requestKey: key.current });
    },
    onSuccess: () => {
      key.current = undefined;
    },
  });
  if (role !== 'administrator') return null;
  return (
    <Paper withBorder p="md">
      <Stack align="flex-start">
        <Title order={2} size="h4">
          {t('test.title')}
        </Title>
        <Text>{t('test.lead')}</Text>
        <Group>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate(false)}>
            {t('test.look')}
          </Button>
          <Button loading={test.isPending} onClick={() => test.mutate(true)}>
            {t('test.write')}
          </Button>
        </Group>
        {test.error !== null && <ProblemAlert error={test.error} />}
        {test.data !== undefined && <Outcome outcome={test.data} />}
      </Stack>
    </Paper>
  );
}

function Outcome({ outcome: { ok, checks, ticket } }: { readonly outcome: ConnectionTestView }) {
  const { t } = useTranslation('verification');
  return (
    <Alert color={ok ? 'teal' : 'red'} title={t(ok ? 'test.ok' : 'test.failed')} w="100%" role="status">
      <List size="sm">
        {checks.map(({ check, state, detail }) => (
          <List.Item key={check}>
            {t(`test.checks.${check}`)}: {t(`test.states.${state}`)}. {detail}
          </List.Item>
        ))}
      </List>
      {ticket !== undefined && (
        <Anchor href={ticket.url} target="_blank" rel="noreferrer" size="sm">
          {t('ticket', { id: ticket.zendeskTicketId })}
        </Anchor>
      )}
    </Alert>
  );
}
