import { Group, Progress, Stack, Text } from '@mantine/core';
import type { BacklogView, BudgetLineView } from '@parley/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { durationOf } from '../ui/duration';
import { Loaded } from '../ui/loaded';
import { Moment } from '../ui/moment';
import { Section } from '../ui/section';
import { bucketOf, inOrder, usedPercent } from './budget-lines';
import { budgetQuery } from './queries';

/** Most single tickets whose limit is shown. */
const MOST_TICKETS = 5;

/** How much of Zendesk's limits is used, and what waits for them. */
export function BudgetSection({ organizationId }: { readonly organizationId: string }) {
  const { t } = useTranslation('organizations');
  const query = useQuery(budgetQuery(organizationId));
  return (
    <Section title={t('budget.title')} lead={t('budget.lead')}>
      <Loaded query={query} lines={3}>
        {({ buckets, backlog }) => (
          <Stack>
            <Backlog backlog={backlog} />
            {buckets.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('budget.unused')}
              </Text>
            )}
            {inOrder(buckets, MOST_TICKETS).map((line) => (
              <Line key={line.bucket} line={line} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Backlog({ backlog }: { readonly backlog: BacklogView }) {
  const { t, i18n } = useTranslation('organizations');
  const { tickets, creates, oldestSince, drainSeconds } = backlog;
  if (tickets === 0) return <Text>{t('budget.nothingWaits')}</Text>;
  return (
    <Stack gap={2}>
      <Text fw={600}>
        {t('budget.waiting', { count: tickets })}
        {creates > 0 && ` (${t('budget.creates', { count: creates })})`}
      </Text>
      <Text size="sm" c="dimmed">
        {drainSeconds === undefined
          ? t('budget.drainUnknown')
          : t('budget.drain', { duration: durationOf(drainSeconds, i18n.language) })}
        {oldestSince !== undefined && (
          <>
            {' '}
            {t('budget.oldest')} <Moment at={oldestSince} />
          </>
        )}
      </Text>
    </Stack>
  );
}

function Line({ line }: { readonly line: BudgetLineView }) {
  const { t, i18n } = useTranslation('organizations');
  const { limit, usable, used, left, windowSeconds, pausedForSeconds } = line;
  const bucket = bucketOf(line.bucket);
  const what = 'what' in bucket ? bucket.what : '';
  const name = t(`budget.bucket.${bucket.kind}`, { what });
  const percent = usedPercent(line);
  const color = pausedForSeconds > 0 || percent >= 100 ? 'red' : percent >= 80 ? 'orange' : 'cyan';
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500} className="breakable">
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {t('budget.used', {
            used: number.format(used),
            usable: number.format(usable),
            window: durationOf(windowSeconds, i18n.language),
          })}
        </Text>
      </Group>
      <Progress.Root size="lg">
        <Progress.Section value={percent} color={color} aria-label={name} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {t('budget.left', { left: number.format(left), limit: number.format(limit) })}
        {pausedForSeconds > 0 &&
          ` ${t('budget.paused', { duration: durationOf(pausedForSeconds, i18n.language) })}`}
      </Text>
    </Stack>
  );
}
