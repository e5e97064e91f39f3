import { Anchor, Grid, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { AlertList } from './alert-list';
import { Figures } from './figures';
import { MinuteBars } from './minute-bars';
import { OrganizationTable } from './organization-table';
import { ParkedReasons } from './parked-reasons';
import { overviewQuery } from './queries';

/** How the whole system does now: what comes in, what goes to Zendesk, and what is in the way. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { sandboxUrl } = useSession();
  const overview = useQuery(overviewQuery);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        sandboxUrl !== undefined && (
          <Anchor href={`${sandboxUrl}/agent/faults`} target="_blank" rel="noreferrer">
            {t('sandbox')}
          </Anchor>
        )
      }
    >
      <Loaded query={overview} lines={8}>
        {(view) => (
          <Stack gap="lg">
            <Figures view={view} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <MinuteBars points={view.throughput} measure="events" />
              <MinuteBars points={view.throughput} measure="messages" />
            </SimpleGrid>
            <OrganizationTable organizations={view.organizations} />
            <Grid>
              <Grid.Col span={{ base: 12, md: 6 }}>
                <ParkedReasons parked={view.parked} organizations={view.organizations} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 6 }}>
                <AlertList alerts={view.alerts} organizations={view.organizations} />
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
