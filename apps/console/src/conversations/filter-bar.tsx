import { Button, Collapse, Group, Select, SimpleGrid, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ConversationState } from '@parley/contracts';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organizationsQuery } from '../organizations/queries';
import { FilterText } from '../ui/filter-text';
import { REASONS, useReasonTitle } from '../ui/reason';
import type { ConversationFilters } from './filters';
import { directoryAccountsQuery } from './queries';

const STATES: readonly ConversationState[] = ['held', 'syncing', 'frozen', 'parked', 'blocked'];
/** Ids of tickets are whole numbers of at most 15 digits here, and never begin with 0. */
const TICKET = /^([1-9]\d{0,14})?$/;
const LONGEST_ID = 128;

interface FilterBarProps {
  readonly filters: ConversationFilters;
  readonly onChange: (filters: ConversationFilters) => void;
}

/** What the list is narrowed to. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useTranslation('conversations');
  const reasonTitle = useReasonTitle();
  const organizations = useQuery(organizationsQuery);
  const accounts = useQuery(directoryAccountsQuery);
  const count = Object.keys(filters).filter((name) => name !== 'q').length;
  const [open, { toggle }] = useDisclosure(count > 0);
  const set = (name: keyof ConversationFilters) => (value: string | null | undefined) => {
    const { [name]: _old, ...rest } = filters;
    onChange(value === null || value === undefined || value === '' ? rest : { ...rest, [name]: value });
  };
  const choice = (name: keyof ConversationFilters, data: readonly { value: string; label: string }[]) => (
    <Select
      label={t(`filter.${name}`)}
      placeholder={t('filter.all')}
      data={withValue(data, filters[name])}
      value={filters[name] ?? null}
      onChange={set(name)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clearOne', { name: t(`filter.${name}`) }) }}
    />
  );
  return (
    <Stack gap="sm" role="search" aria-label={t('filter.title')}>
      <Group align="flex-end" gap="sm">
        <div style={{ flex: '1 1 14rem' }}>
          <FilterText
            label={t('filter.q')}
            placeholder={t('filter.qHint')}
            value={filters.q}
            onChange={set('q')}
            maxLength={LONGEST_ID}
          />
        </div>
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={toggle}
          aria-expanded={open}
        >
          {t('filter.more', { count })}
        </Button>
        {(count > 0 || filters.q !== undefined) && (
          <Button variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={() => onChange({})}>
            {t('filter.clear')}
          </Button>
        )}
      </Group>
      <Collapse expanded={open}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
          {choice(
            'organizationId',
            (organizations.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          )}
          {choice(
            'accountId',
            (accounts.data ?? []).map(({ id, name, networkLabel }) => ({
              value: id,
              label: `${name} (${networkLabel})`,
            })),
          )}
          {choice(
            'state',
            STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          )}
          {choice(
            'reason',
            REASONS.map((value) => ({ value, label: reasonTitle(value) })),
          )}
          <FilterText
            label={t('filter.ticket')}
            value={filters.ticket}
            onChange={set('ticket')}
            pattern={TICKET}
            inputMode="numeric"
          />
          <FilterText
            label={t('filter.contactId')}
            value={filters.contactId}
            onChange={set('contactId')}
            maxLength={LONGEST_ID}
          />
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}

/** A choice that an address names stays choosable, even where it is not (any more) among those offered. */
function withValue(data: readonly { value: string; label: string }[], value: string | undefined) {
  return value === undefined || data.some((one) => one.value === value)
    ? [...data]
    : [...data, { value, label: value }];
}
