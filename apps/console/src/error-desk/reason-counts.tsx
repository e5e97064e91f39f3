import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../ui/clock-time';
import { Loaded } from '../ui/loaded';
import { useNow } from '../ui/now';
import { useReasonTitle } from '../ui/reason';
import { countsByReason, type ReasonCount } from './counts';
import type { ParkedFilters } from './filters';
import { parkedCountsQuery, type RetriedTogether } from './queries';
import { RetryAllDialog } from './retry-all-dialog';

/** A choice among customers is nothing that could be tried again. */
const CHOICE = 'customer-ambiguous';

interface ReasonCountsProps {
  readonly filters: ParkedFilters;
  readonly onChange: (filters: ParkedFilters) => void;
  readonly onRetried: (retried: RetriedTogether, ordered: number) => void;
}

/** How many wait for each reason, and another try for all of one (X3). */
export function ReasonCounts({ filters, onChange, onRetried }: ReasonCountsProps) {
  const { t } = useTranslation('errorDesk');
  const query = useQuery(parkedCountsQuery);
  const [asked, setAsked] = useState<ReasonCount | null>(null);
  return (
    <Loaded query={query} lines={2}>
      {(counted) => {
        const counts = countsByReason(counted, filters.organizationId);
        if (counts.length === 0) return null;
        return (
          <Stack gap="xs" component="section" aria-label={t('counts.title')}>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
              {counts.map((count) => (
                <Card
                  key={count.reason}
                  count={count}
                  isShown={filters.reason === count.reason}
                  onShow={() => onChange({ ...filters, reason: count.reason })}
                  onRetry={() => setAsked(count)}
                />
              ))}
            </SimpleGrid>
            {asked !== null && (
              <RetryAllDialog
                asked={asked}
                organizationId={filters.organizationId}
                onClose={() => setAsked(null)}
                onRetried={onRetried}
              />
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

interface CardProps {
  readonly count: ReasonCount;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onRetry: () => void;
}

function Card({ count: { reason, count, oldestSince }, isShown, onShow, onRetry }: CardProps) {
  const { t, i18n } = useTranslation('errorDesk');
  const title = useReasonTitle()(reason);
  const since = clockTime(oldestSince, useNow(), i18n.language);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text fw={600}>{t('counts.waiting', { count })}</Text>
          <Text size="xs" c="dimmed">
            {t('counts.oldest', { since })}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onShow} disabled={isShown}>
            {t(isShown ? 'counts.shown' : 'counts.show')}
          </Button>
          {reason !== CHOICE && (
            <Button size="xs" onClick={onRetry} aria-label={t('retry.allLabel', { reason: title })}>
              {t('retry.all')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
