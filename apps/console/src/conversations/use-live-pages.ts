import type { StreamChange } from '@parley/contracts';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Paced } from '../api/paced';
import { useChanges } from '../api/stream';
import type { ConversationFilters } from './filters';
import { type Pages, pagesWith, withHead, withPage } from './live-pages';
import { conversationsQuery, readConversations } from './queries';

/** The list is brought up to date at most this often, in ms. */
const REFRESH_MS = 1_000;
/** A reader who has scrolled further than this, in px, is not pushed down by what is new. */
const AT_TOP = 80;
/** Most pages that are read anew at a time; beyond, the list begins again. */
const MOST_PAGES = 10;

interface LivePages {
  /** Something is new above of a reader who has scrolled down. */
  readonly isNewAbove: boolean;
  /** Shows it. */
  showNew: () => void;
}

/** Keeps the list up to date: its beginning, and the pages that show what has changed; never all that was scrolled past. */
export function useLivePages(filters: ConversationFilters): LivePages {
  const client = useQueryClient();
  const [isNewAbove, setNewAbove] = useState(false);
  const queryKey: QueryKey = useMemo(() => conversationsQuery(filters).queryKey, [filters]);
  const changed = useRef(new Set<string>());

  const readHead = useCallback(async () => {
    const fresh = await readConversations(filters, undefined);
    setNewAbove(false);
    client.setQueryData<Pages>(queryKey, (data) =>
      data === undefined ? data : filters.q === undefined ? withHead(data, fresh) : withPage(data, 0, fresh),
    );
  }, [client, filters, queryKey]);

  const refresh = useCallback(async () => {
    const data = client.getQueryData<Pages>(queryKey);
    if (data === undefined || client.isFetching({ queryKey, exact: true }) > 0) return;
    const ids = changed.current;
    changed.current = new Set();
    const old = pagesWith(data.pages, ids).filter((index) => index > 0);
    if (old.length > MOST_PAGES) {
      await client.resetQueries({ queryKey, exact: true });
      return;
    }
    if (window.scrollY < AT_TOP) await readHead();
    else setNewAbove(true);
    for (const index of old) {
      const page = await readConversations(filters, data.pageParams[index]);
      client.setQueryData<Pages>(queryKey, (now) =>
        now !== undefined && now.pageParams[index] === data.pageParams[index]
          ? withPage(now, index, page)
          : now,
      );
    }
  }, [client, filters, queryKey, readHead]);

  const paced = useRef<Paced<'list'>>(undefined);
  useEffect(() => {
    const own = new Paced<'list'>(REFRESH_MS, () => {
      // What cannot be read now stays as it was: the next change, or the reader, asks again.
      refresh().catch(() => undefined);
    });
    paced.current = own;
    // Who comes back to the list finds it as it was left, and then what has happened since.
    own.ask('list');
    return () => own.stop();
  }, [refresh]);

  useChanges(
    useCallback((changes: readonly StreamChange[] | 'everything') => {
      const mine = changes === 'everything' ? [] : changes.filter(({ kind }) => kind === 'conversation');
      for (const { id } of mine) changed.current.add(id);
      if (changes === 'everything' || mine.length > 0) paced.current?.ask('list');
    }, []),
  );
  const showNew = useCallback(() => {
    window.scrollTo({ top: 0 });
    readHead().catch(() => undefined);
  }, [readHead]);
  return { isNewAbove, showNew };
}
