import { Affix, Button, Loader, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowUp, IconMessageOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMediaQuery } from '@mantine/hooks';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { VirtualRows } from '../ui/virtual-rows';
import { ConversationRow } from './conversation-row';
import styles from './conversations.module.css';
import { FilterBar } from './filter-bar';
import type { ConversationFilters } from './filters';
import { rowsOf } from './live-pages';
import { conversationsQuery, directoryAccountsQuery } from './queries';
import { useLivePages } from './use-live-pages';

const COLUMNS = ['id', 'state', 'account', 'tickets', 'activity'] as const;
/** About how high a row is, in px: on a wide screen, and as a card. */
const ROW = 65;
const CARD = 138;

/** All conversations: which are in Zendesk, which are not, and why. */
export function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const filters = useSearch({ from: '/signed-in/conversations' });
  const navigate = useNavigate({ from: '/conversations' });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FilterBar filters={filters} onChange={(search) => void navigate({ search, replace: true })} />
      <ConversationTable key={JSON.stringify(filters)} filters={filters} />
    </Page>
  );
}

function ConversationTable({ filters }: { readonly filters: ConversationFilters }) {
  const { t } = useTranslation('conversations');
  const narrow = useMediaQuery('(max-width: 62em)');
  const query = useInfiniteQuery(conversationsQuery(filters));
  const accounts = useQuery(directoryAccountsQuery);
  const names = useMemo(
    () => new Map((accounts.data ?? []).map(({ id, name }) => [id, name])),
    [accounts.data],
  );
  const rows = useMemo(() => rowsOf(query.data?.pages ?? []), [query.data]);
  const { isNewAbove, showNew } = useLivePages(filters);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const keyOf = useCallback((index: number) => rows[index]?.id ?? String(index), [rows]);
  const render = (index: number) => {
    const conversation = rows[index];
    if (conversation === undefined) return null;
    const accountName = names.get(conversation.accountId ?? '');
    return <ConversationRow conversation={conversation} accountName={accountName} />;
  };
  const again = { ...query, refetch: isFetchNextPageError ? fetchNextPage : query.refetch };
  return (
    <Loaded query={again} lines={8}>
      {() =>
        rows.length === 0 ? (
          <Empty icon={IconMessageOff} title={t(Object.keys(filters).length > 0 ? 'noMatch' : 'none')}>
            {t(Object.keys(filters).length > 0 ? 'noMatchLead' : 'noneLead')}
          </Empty>
        ) : (
          <Stack gap={0}>
            <div role="table" aria-label={t('title')} aria-rowcount={hasNextPage ? -1 : rows.length + 1}>
              <div role="rowgroup">
                <div role="row" aria-rowindex={1} className={`${styles['row']} ${styles['head']}`}>
                  {COLUMNS.map((column) => (
                    <div key={column} role="columnheader">
                      {t(`column.${column}`)}
                    </div>
                  ))}
                </div>
              </div>
              <VirtualRows
                count={rows.length}
                keyOf={keyOf}
                render={render}
                estimate={narrow ? CARD : ROW}
                className={styles['row']}
                onEnd={onEnd}
              />
            </div>
            <VisuallyHidden role="status">{t('shown', { count: rows.length })}</VisuallyHidden>
            {isFetchingNextPage && <Loader size="sm" m="md" aria-label={t('loadingMore')} />}
            {!hasNextPage && (
              <Text size="sm" c="dimmed" p="sm">
                {t('end', { count: rows.length })}
              </Text>
            )}
            {isNewAbove && (
              <Affix
                position={{ top: 68, left: 0, right: 0 }}
                style={{ textAlign: 'center', pointerEvents: 'none' }}
              >
                <Button
                  size="xs"
                  radius="xl"
                  style={{ pointerEvents: 'auto' }}
                  leftSection={<IconArrowUp size={14} aria-hidden />}
                  onClick={showNew}
                >
                  {t('showNew')}
                </Button>
              </Affix>
            )}
          </Stack>
        )
      }
    </Loaded>
  );
}
