import { Anchor, List, Text, Title } from '@mantine/core';
import type { OrganizationOverview, OverviewView } from '@parley/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Moment } from '../ui/moment';
import { useReasonTitle } from '../ui/reason';
import { nameOf } from './organization-name';

interface AlertListProps {
  readonly alerts: OverviewView['alerts'];
  readonly organizations: readonly OrganizationOverview[];
}

/** The alerts that are open, oldest first. */
export function AlertList({ alerts, organizations }: AlertListProps) {
  const { t } = useTranslation('overview');
  const titleOf = useReasonTitle();
  return (
    <section aria-labelledby="overview-alerts">
      <Title order={2} size="h4" id="overview-alerts" mb="xs">
        {t('alerts')}
      </Title>
      {alerts.length === 0 ? (
        <Text c="dimmed">{t('noAlerts')}</Text>
      ) : (
        <List spacing="xs">
          {alerts.map(({ id, organizationId, kind, reason, since, count }) => (
            <List.Item key={id}>
              {t(`alertKinds.${kind}`, { count, reason: kind === 'parked' ? titleOf(reason) : reason })}{' '}
              <Anchor
                underline="always"
                renderRoot={(props) => (
                  <Link to="/organizations/$organizationId" params={{ organizationId }} {...props} />
                )}
              >
                {nameOf(organizations, organizationId)}
              </Anchor>
              {', '}
              <Moment at={since} />
            </List.Item>
          ))}
        </List>
      )}
    </section>
  );
}
