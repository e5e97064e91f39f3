import { Alert, Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconLockExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { Day } from '../ui/day';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { Section } from '../ui/section';
import { AlertsSection } from './alerts-section';
import { BudgetSection } from './budget-section';
import { DisconnectButton } from './disconnect-button';
import { OrganizationNav } from './organization-nav';
import { OrganizationWarnings } from './organization-warnings';
import { type Organization, organizationQuery } from './queries';
import { ReauthorizeButton } from './reauthorize-button';
import { RenameForm } from './rename-form';
import { StateBadge } from './state-badge';

/** One connected Zendesk. */
export function OrganizationPage() {
  const { t } = useTranslation(['organizations', 'common']);
  const { organizationId } = useParams({ from: '/signed-in/organizations/$organizationId' });
  const query = useQuery(organizationQuery(organizationId));
  const isAdministrator = useSession().role === 'administrator';
  const organization = query.data;
  return (
    <Page
      title={organization?.name ?? t('organization')}
      crumbs={[{ label: t('title'), link: { to: '/organizations' } }]}
      actions={
        isAdministrator &&
        organization && (
          <>
            <ReauthorizeButton organization={organization} />
            {organization.state !== 'disconnected' && <DisconnectButton organization={organization} />}
          </>
        )
      }
    >
      <OrganizationNav organizationId={organizationId} />
      <Loaded query={query}>
        {(loaded) => (
          <Stack>
            <NotActive state={loaded.state} />
            <OrganizationWarnings warnings={loaded.warnings} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Facts organization={loaded} mayRename={isAdministrator} />
              <AlertsSection organizationId={organizationId} />
            </SimpleGrid>
            {loaded.state !== 'disconnected' && <BudgetSection organizationId={organizationId} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function NotActive({ state }: Pick<Organization, 'state'>) {
  const { t } = useTranslation('organizations');
  if (state === 'active') return null;
  return (
    <Alert
      color={state === 'unauthorised' ? 'red' : 'gray'}
      icon={<IconLockExclamation aria-hidden />}
      title={t(`notActive.${state}.title`)}
    >
      {t(`notActive.${state}.lead`)}
    </Alert>
  );
}

interface FactsProps {
  readonly organization: Organization;
  readonly mayRename: boolean;
}

function Facts({ organization, mayRename }: FactsProps) {
  const { t } = useTranslation('organizations');
  const { id, name, url, state, createdAt } = organization;
  return (
    <Section title={t('organization')} actions={<StateBadge state={state} />}>
      {mayRename && <RenameForm key={`${id} ${name}`} organization={organization} />}
      <Stack gap={4}>
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {t('url')}
          </Text>
          <Anchor size="sm" href={url} target="_blank" rel="noreferrer" className="breakable">
            {url} <IconExternalLink size={14} aria-label={t('newTab')} role="img" />
          </Anchor>
        </Group>
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {t('createdAt')}
          </Text>
          <Text size="sm">
            <Day at={createdAt} />
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}
