import type { OverviewView } from '@parley/contracts';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client';

/** How often the overview is read anew, in ms: its numbers change all the time, and reading them costs the same however many there are. */
const EVERY_MS = 5_000;

/** How everything does now. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => read<OverviewView>('/v1/overview', {}, signal),
  refetchInterval: EVERY_MS,
});
