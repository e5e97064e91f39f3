import { Anchor, Table, Text, Title } from '@mantine/core';
import type { OrganizationOverview, OverviewView } from '@parley/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Moment } from '../ui/moment';
import { useReasonTitle } from '../ui/reason';
import { nameOf } from './organization-name';

interface ParkedReasonsProps {
  readonly parked: OverviewView['parked'];
  readonly organizations: readonly OrganizationOverview[];
}

/** What waits for a person, by reason; each line leads to the error desk, narrowed to it. */
export function ParkedReasons({ parked, organizations }: ParkedReasonsProps) {
  const { t } = useTranslation('overview');
  const titleOf = useReasonTitle();
  return (
    <section aria-labelledby="overview-parked">
      <Title order={2} size="h4" id="overview-parked" mb="xs">
        {t('parked')}
      </Title>
      {parked.length === 0 ? (
        <Text c="dimmed">{t('nothingParked')}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('reason')}</Table.Th>
              <Table.Th>{t('organization')}</Table.Th>
              <Table.Th>{t('count')}</Table.Th>
              <Table.Th>{t('oldest')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parked.map(({ organizationId, reason, count, oldestSince }) => (
              <Table.Tr key={`${organizationId} ${reason}`}>
                <Table.Td>
                  <Anchor
                    className="breakable"
                    renderRoot={(props) => (
                      <Link to="/errors" search={{ organizationId, reason }} {...props} />
                    )}
                  >
                    {titleOf(reason)}
                  </Anchor>
                </Table.Td>
                <Table.Td>{nameOf(organizations, organizationId)}</Table.Td>
                <Table.Td>{count}</Table.Td>
                <Table.Td>
                  <Moment at={oldestSince} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
