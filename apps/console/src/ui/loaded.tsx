import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert';

interface LoadedProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** Lines of the placeholder while there is nothing to show. */
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}

/** Shows what was asked for: a placeholder before it is there, the problem when it did not come, and the old with the problem above it. */
export function Loaded<Data>({ query, lines = 4, children }: LoadedProps<Data>) {
  const { t } = useTranslation();
  const { data, error, refetch } = query;
  return (
    <>
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && children(data)}
      {data === undefined && error === null && (
        <Stack gap="sm" aria-busy>
          <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} height={36} />
          ))}
        </Stack>
      )}
    </>
  );
}
