import { Button, Group, Select, SimpleGrid, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organizationsQuery } from '../organizations/queries';
import { useReasonTitle } from '../ui/reason';
import { AGES, type Age, type ParkedFilters } from './filters';

/** What may stop a ticket until a person has looked. */
const REASONS = ['rejected-by-zendesk', 'ticket-deleted', 'customer-ambiguous'] as const;

interface DeskFiltersProps {
  readonly filters: ParkedFilters;
  readonly onChange: (filters: ParkedFilters) => void;
}

/** What the desk is narrowed to. */
export function DeskFilters({ filters, onChange }: DeskFiltersProps) {
  const { t } = useTranslation('errorDesk');
  const reasonTitle = useReasonTitle();
  const organizations = useQuery(organizationsQuery);
  const reasons = [...new Set([...REASONS, ...(filters.reason === undefined ? [] : [filters.reason])])];
  const choice = (name: keyof ParkedFilters, data: { value: string; label: string }[]) => (
    <Select
      label={t(`filter.${name}`)}
      placeholder={t('filter.all')}
      data={data}
      value={filters[name] ?? null}
      onChange={(value) => {
        const { [name]: _old, ...rest } = filters;
        onChange(value === null ? rest : { ...rest, [name]: value });
      }}
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clearOne', { name: t(`filter.${name}`) }) }}
    />
  );
  return (
    <Stack gap="sm" role="search" aria-label={t('filter.title')}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        {choice(
          'organizationId',
          (organizations.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        )}
        {choice(
          'reason',
          reasons.map((value) => ({ value, label: reasonTitle(value) })),
        )}
        {choice(
          'olderThan',
          (Object.keys(AGES) as Age[]).map((value) => ({ value, label: t(`filter.age.${value}`) })),
        )}
      </SimpleGrid>
      {Object.keys(filters).length > 0 && (
        <Group>
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => onChange({})}
          >
            {t('filter.clear')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
