import { Anchor, Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { Day } from '../ui/day';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { ConnectDialog } from './connect-dialog';
import { OrganizationWarnings } from './organization-warnings';
import { type Organization, openAlertsQuery, organizationsQuery } from './queries';
import { StateBadge } from './state-badge';

/** The connected Zendesks. */
export function OrganizationsPage() {
  const { t } = useTranslation(['organizations', 'common']);
  const [opened, { open, close }] = useDisclosure(false);
  const mayConnect = useSession().role === 'administrator';
  const organizations = useQuery(organizationsQuery);
  const alerts = useQuery(openAlertsQuery());
  const connect = mayConnect && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
      {t('connectOrganization')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={connect || undefined}>
      <Loaded query={organizations}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={IconBuilding} title={t('empty')}>
              {mayConnect ? t('emptyLead') : t('emptyLeadOperator')}
            </Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
              {list.map((organization) => (
                <OrganizationCard
                  key={organization.id}
                  organization={organization}
                  alerts={alerts.data?.filter((one) => one.organizationId === organization.id).length ?? 0}
                />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
      <ConnectDialog opened={opened} onClose={close} />
    </Page>
  );
}

interface OrganizationCardProps {
  readonly organization: Organization;
  readonly alerts: number;
}

function OrganizationCard({ organization, alerts }: OrganizationCardProps) {
  const { t } = useTranslation('organizations');
  const { id, name, url, state, createdAt, warnings } = organization;
  return (
    <Paper component="article" withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h4" className="breakable">
            <Anchor
              inherit
              renderRoot={(props) => (
                <Link to="/organizations/$organizationId" params={{ organizationId: id }} {...props} />
              )}
            >
              {name}
            </Anchor>
          </Title>
          <StateBadge state={state} />
        </Group>
        <Stack gap={2}>
          <Text size="sm" className="breakable">
            {url}
          </Text>
          <Text size="sm" c="dimmed">
            {t('connectedOn')} <Day at={createdAt} />
          </Text>
        </Stack>
        {alerts > 0 && (
          <Group gap="xs">
            <Badge
              variant="default"
              tt="none"
              fw={500}
              leftSection={<IconAlertTriangle size={14} color="var(--mantine-color-orange-6)" aria-hidden />}
            >
              {t('openAlerts', { count: alerts })}
            </Badge>
          </Group>
        )}
        <OrganizationWarnings warnings={warnings} />
      </Stack>
    </Paper>
  );
}
