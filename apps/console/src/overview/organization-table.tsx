import { Anchor, Badge, Group, Table, Text, Title } from '@mantine/core';
import type { OrganizationOverview } from '@parley/contracts';
import { IconBuilding } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { durationOf } from '../ui/duration';
import { Empty } from '../ui/empty';
import { Moment } from '../ui/moment';

/** Each connected Zendesk: whether it lets Parley in, how far behind it is, and what of its budget is used. */
export function OrganizationTable({
  organizations,
}: {
  readonly organizations: readonly OrganizationOverview[];
}) {
  const { t } = useTranslation('overview');
  if (organizations.length === 0)
    return (
      <Empty
        icon={IconBuilding}
        title={t('noOrganizations')}
        action={
          <Anchor renderRoot={(props) => <Link to="/organizations" {...props} />}>{t('connect')}</Anchor>
        }
      />
    );
  return (
    <section aria-labelledby="overview-organizations">
      <Title order={2} size="h4" id="overview-organizations">
        {t('organizations')}
      </Title>
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('organization')}</Table.Th>
              <Table.Th>{t('authorisation')}</Table.Th>
              <Table.Th>{t('lanesBehind')}</Table.Th>
              <Table.Th>{t('drain')}</Table.Th>
              <Table.Th>{t('budget')}</Table.Th>
              <Table.Th>{t('breakers')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {organizations.map((organization) => (
              <Row key={organization.organizationId} organization={organization} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function Row({ organization }: { readonly organization: OrganizationOverview }) {
  const { t, i18n } = useTranslation('overview');
  const { organizationId, name, state, lanesBehind, oldestBehindSince, backlog, budget, breakers } =
    organization;
  const drain = backlog?.drainSeconds;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor
          renderRoot={(props) => (
            <Link to="/organizations/$organizationId" params={{ organizationId }} {...props} />
          )}
        >
          {name}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Badge color={state === 'active' ? 'teal' : 'red'} variant="filled">
          {t(`authorisations.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {lanesBehind}
        {oldestBehindSince !== undefined && (
          <Text size="sm" c="dimmed">
            {t('since')} <Moment at={oldestBehindSince} />
          </Text>
        )}
      </Table.Td>
      <Table.Td>{drain === undefined ? '–' : durationOf(drain, i18n.language)}</Table.Td>
      <Table.Td>
        {budget
          .filter(({ bucket }) => bucket === 'account' || bucket === 'ticket-updates')
          .map(({ bucket, used, usable, pausedForSeconds }) => (
            <Text key={bucket} size="sm">
              {t(`buckets.${bucket === 'account' ? 'account' : 'ticketUpdates'}`, { used, usable })}
              {pausedForSeconds > 0 &&
                ` · ${t('paused', { for: durationOf(pausedForSeconds, i18n.language) })}`}
            </Text>
          ))}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {breakers.length === 0
            ? t('closed')
            : breakers.map(({ endpointClass, state: breaker }) => (
                <Badge key={endpointClass} color="red" variant="filled">
                  {endpointClass}: {t(breaker === 'open' ? 'open' : 'halfOpen')}
                </Badge>
              ))}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
