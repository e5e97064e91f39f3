import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useReasonTitle } from '../ui/reason';
import { type RetriedTogether, stillWaitingQuery } from './queries';

interface RetryProgressProps {
  readonly retried: RetriedTogether;
  readonly ordered: number;
  readonly onDismiss: () => void;
}

/** How many of those that were ordered together have been tried again. */
export function RetryProgress({ retried, ordered, onDismiss }: RetryProgressProps) {
  const { t } = useTranslation('errorDesk');
  const reason = useReasonTitle()(retried.reason);
  const label = useId();
  const { data = ordered } = useQuery(stillWaitingQuery(retried));
  const done = Math.max(ordered - data, 0);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" fw={600} id={label} role="status">
            {done >= ordered
              ? t('retry.finished', { all: ordered, reason })
              : t('retry.progress', { done, all: ordered, reason })}
          </Text>
          <Button size="xs" variant="subtle" onClick={onDismiss}>
            {t('retry.dismiss')}
          </Button>
        </Group>
        <Progress.Root>
          <Progress.Section value={ordered === 0 ? 100 : (100 * done) / ordered} aria-labelledby={label} />
        </Progress.Root>
      </Stack>
    </Paper>
  );
}
