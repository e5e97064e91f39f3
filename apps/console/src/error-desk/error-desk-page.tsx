import { Button, Group, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organizationsQuery } from '../organizations/queries';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { DeskFilters } from './desk-filters';
import type { ParkedFilters } from './filters';
import { OrderList } from './order-list';
import { type Order, withOrder } from './orders';
import { ParkedEntry } from './parked-entry';
import { parkedQuery, type RetriedTogether } from './queries';
import { ReasonCounts } from './reason-counts';
import { RetryProgress } from './retry-progress';

interface Together {
  readonly retried: RetriedTogether;
  readonly ordered: number;
}

/** What waits for a person (X3). */
export function ErrorDeskPage() {
  const { t } = useTranslation('errorDesk');
  const filters = useSearch({ from: '/signed-in/errors' });
  const navigate = useNavigate({ from: '/errors' });
  const [orders, setOrders] = useState<readonly Order[]>([]);
  const [together, setTogether] = useState<readonly Together[]>([]);
  const onChange = (search: ParkedFilters) => void navigate({ search, replace: true });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <DeskFilters filters={filters} onChange={onChange} />
      <ReasonCounts
        filters={filters}
        onChange={onChange}
        onRetried={(retried, ordered) => setTogether((now) => [{ retried, ordered }, ...now])}
      />
      {together.map((one) => (
        <RetryProgress
          key={`${one.retried.reason} ${one.retried.at}`}
          {...one}
          onDismiss={() => setTogether((now) => now.filter((other) => other !== one))}
        />
      ))}
      <OrderList orders={orders} onDismiss={() => setOrders([])} />
      <Entries filters={filters} onOrdered={(order) => setOrders((now) => withOrder(now, order))} />
    </Page>
  );
}

interface EntriesProps {
  readonly filters: ParkedFilters;
  readonly onOrdered: (order: Order) => void;
}

function Entries({ filters, onOrdered }: EntriesProps) {
  const { t } = useTranslation(['errorDesk', 'common']);
  const query = useInfiniteQuery(parkedQuery(filters));
  const organizations = useQuery(organizationsQuery);
  const nameOf = (wanted: string) => organizations.data?.find(({ id }) => id === wanted)?.name ?? wanted;
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Loaded query={query} lines={6}>
      {({ pages }) => {
        const waiting = pages.flatMap(({ items }) => items);
        if (waiting.length === 0)
          return (
            <Empty icon={IconCircleCheck} title={t(isFiltered ? 'noMatch' : 'none')}>
              {t('noneLead')}
            </Empty>
          );
        return (
          <Stack gap="sm">
            {waiting.map((parked) => (
              <ParkedEntry
                key={parked.id}
                parked={parked}
                organizationName={nameOf(parked.organizationId)}
                onOrdered={onOrdered}
              />
            ))}
            {query.hasNextPage && (
              <Group>
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('common:more')}
                </Button>
              </Group>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}
