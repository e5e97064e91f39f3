import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

/** How often something that may pass is asked again before the page says so. */
const TRIES = 2;

/** What has been read, shared by all pages. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What changes is told by the stream; this is for what was missed while a laptop slept.
      staleTime: 15_000,
      retry: (failures, error) => error instanceof Problem && error.passing && failures < TRIES,
    },
    mutations: { retry: false },
  },
});
