import type { SessionView } from '@parley/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { read, rememberCsrfToken } from './client';
import { Problem } from './problem';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<SessionView | null> => {
    try {
      const session = await read<SessionView>('/v1/session', {}, signal);
      rememberCsrfToken(session.csrfToken);
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Who is signed in, on pages that are shown to nobody else. */
export function useSession(): SessionView {
  const { data } = useQuery(sessionQuery);
  if (data === undefined || data === null) throw new Error('a page for people who are signed in only');
  return data;
}

/** A role of people. */
export type Role = SessionView['role'];

/** Where a browser goes to sign in and come back here. */
export function signInAddress(returnTo: string): string {
  return `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
}
