import type { StreamChange } from '@parley/contracts';
import type { Query } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { EventStream } from './event-stream';
import type { StreamState } from './event-stream';
import { concerns } from './live-interest';
import { Paced } from './paced';
import { queryClient } from './query-client';

/** A query is asked for anew at most this often, in ms. */
const REFETCH_MS = 1_000;
/** A tab that nobody looks at keeps its stream this long, in ms: a browser allows few connections to one host. */
const HIDDEN_MS = 30_000;

let state: StreamState = 'reconnecting';
const stateListeners = new Set<() => void>();
const changeListeners = new Set<(changes: readonly StreamChange[] | 'everything') => void>();

const refetches = new Paced<string>(REFETCH_MS, (queryHash) => {
  void queryClient.invalidateQueries(
    { predicate: (query) => query.queryHash === queryHash },
    { cancelRefetch: false },
  );
});

const stream = new EventStream(() => new EventSource('/v1/stream'), {
  onChanges: (changes) => {
    refetch((query) => changes.some((change) => concerns(query.meta?.live ?? [], change)));
    for (const listener of changeListeners) listener(changes);
  },
  onReset: () => {
    refetch((query) => query.meta?.live !== undefined);
    for (const listener of changeListeners) listener('everything');
  },
  onState: (told) => {
    state = told;
    for (const listener of stateListeners) listener();
  },
});

function refetch(isOld: (query: Query) => boolean): void {
  for (const query of queryClient.getQueryCache().getAll()) {
    if (isOld(query)) refetches.ask(query.queryHash);
  }
}

let users = 0;
let hiddenSince: ReturnType<typeof setTimeout> | undefined;

function onVisibility(): void {
  clearTimeout(hiddenSince);
  if (document.visibilityState === 'visible') stream.start();
  else hiddenSince = setTimeout(() => stream.stop(), HIDDEN_MS);
}

function use(): () => void {
  users += 1;
  if (users === 1) {
    stream.start();
    document.addEventListener('visibilitychange', onVisibility);
  }
  return () => {
    users -= 1;
    if (users > 0) return;
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(hiddenSince);
    stream.stop();
    refetches.stop();
  };
}

/** Keeps the tab's one stream open while a page is shown, and tells how it is. Queries say in `meta.live` what makes them old. */
export function useStream(): StreamState {
  useEffect(use, []);
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );
}

/** Hands over every change that is told, for lists that know better than to be asked for anew as a whole. */
export function useChanges(listener: (changes: readonly StreamChange[] | 'everything') => void): void {
  useEffect(() => {
    changeListeners.add(listener);
    return () => void changeListeners.delete(listener);
  }, [listener]);
}
