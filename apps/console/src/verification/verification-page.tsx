import { Anchor, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organizationQuery } from '../organizations/queries';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { BotScenario } from './bot-scenario';
import { ConnectionTest } from './connection-test';
import { verificationQuery } from './queries';
import { Steps } from './steps';

const ROUTE = '/signed-in/organizations/$organizationId/verification';

/** The guide's four steps as they happen, and what is missing (A7). */
export function VerificationPage() {
  const { t } = useTranslation('verification');
  const { organizationId } = useParams({ from: ROUTE });
  const { conversationId } = useSearch({ from: ROUTE });
  const organization = useQuery(organizationQuery(organizationId));
  const verification = useQuery(verificationQuery(organizationId, conversationId));
  const name = organization.data?.name ?? organizationId;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      crumbs={[
        { label: t('organizations'), link: { to: '/organizations' } },
        { label: name, link: { to: '/organizations/$organizationId', params: { organizationId } } },
      ]}
    >
      <ChooseConversation key={conversationId ?? ''} chosen={conversationId} />
      <Loaded query={verification}>
        {(view) => (
          <Stack gap="lg">
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="sm">
                {t('steps')}
              </Title>
              {view.conversationId === null ? (
                <Text c="dimmed">{t('noConversation')}</Text>
              ) : (
                <Text c="dimmed" mb="sm">
                  {t('ofConversation')}{' '}
                  <Anchor
                    className="breakable"
                    renderRoot={(props) => (
                      <Link
                        to="/conversations/$conversationId"
                        params={{ conversationId: view.conversationId ?? '' }}
                        {...props}
                      />
                    )}
                  >
                    {view.conversationId}
                  </Anchor>
                </Text>
              )}
              <Steps view={view} />
            </Paper>
            <BotScenario routings={view.lastRoutings} />
          </Stack>
        )}
      </Loaded>
      <ConnectionTest organizationId={organizationId} />
    </Page>
  );
}

/** Which conversation is looked at; the newest one when nothing is given. */
function ChooseConversation({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation('verification');
  const navigate = useNavigate({ from: '/organizations/$organizationId/verification' });
  const [text, setText] = useState(chosen ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = text.trim();
        void navigate({ search: wanted === '' ? {} : { conversationId: wanted } });
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={t('conversation')}
          description={t('conversationHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flexGrow: 1, maxWidth: 480 }}
        />
        <Button type="submit" variant="default">
          {t('look')}
        </Button>
      </Group>
    </form>
  );
}
