import { Anchor, Group, List, Text } from '@mantine/core';
import type { AlertView } from '@parley/contracts';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../ui/loaded';
import { Moment } from '../ui/moment';
import { Section } from '../ui/section';
import { openAlertsQuery } from './queries';

/** What needs somebody in this organization. */
export function AlertsSection({ organizationId }: { readonly organizationId: string }) {
  const { t } = useTranslation('organizations');
  const query = useQuery(openAlertsQuery(organizationId));
  return (
    <Section title={t('alerts.title')}>
      <Loaded query={query} lines={2}>
        {(alerts) =>
          alerts.length === 0 ? (
            <Group gap="xs">
              <IconCircleCheck size={18} color="var(--mantine-color-green-6)" aria-hidden />
              <Text size="sm">{t('alerts.none')}</Text>
            </Group>
          ) : (
            <List
              spacing="xs"
              center
              icon={<IconAlertTriangle size={18} color="var(--mantine-color-orange-6)" aria-hidden />}
            >
              {alerts.map((alert) => (
                <List.Item key={alert.id}>
                  <Alerted alert={alert} />
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
    </Section>
  );
}

function Alerted({ alert }: { readonly alert: AlertView }) {
  const { t } = useTranslation('organizations');
  const { kind, reason, count, since, organizationId } = alert;
  return (
    <Text size="sm">
      {t(`alerts.kind.${kind}`, { count })} <code className="breakable">{reason}</code>, <Moment at={since} />
      {kind === 'parked' && (
        <>
          {' · '}
          <Anchor
            size="sm"
            underline="always"
            renderRoot={(props) => <Link to="/errors" search={{ organizationId, reason }} {...props} />}
          >
            {t('alerts.toErrorDesk')}
          </Anchor>
        </>
      )}
    </Text>
  );
}
