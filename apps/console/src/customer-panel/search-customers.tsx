import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { CustomerView, UserFieldsView } from '@parley/contracts';
import { IconSearch, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { CustomerCard } from './customer-card';
import { customersQuery, type Place } from './queries';

const LONGEST_QUERY = 200;

interface SearchCustomersProps {
  readonly place: Place;
  readonly fields: UserFieldsView;
  readonly onChoose: (customer: CustomerView) => void;
}

/** Looks for customers in the search fields, and shows the display fields of those found (C2). */
export function SearchCustomers({ place, fields, onChoose }: SearchCustomersProps) {
  const { t, i18n } = useTranslation(['customers', 'common']);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const query = useQuery(customersQuery(place, asked));
  const searched = fields.lists?.searchFields ?? [];
  const titles = searched.map((key) => fields.items.find((item) => item.key === key)?.title ?? key);
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() === asked) void query.refetch();
    setAsked(text.trim());
  };
  return (
    <Stack gap="md">
      <form onSubmit={onSubmit} role="search">
        <Group align="flex-end" gap="sm">
          <TextInput
            style={{ flex: '1 1 12rem' }}
            label={t('search.label')}
            description={
              titles.length === 0
                ? t('search.noFields')
                : t('search.hint', { fields: new Intl.ListFormat(i18n.language).format(titles) })
            }
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            maxLength={LONGEST_QUERY}
            type="search"
          />
          <Button
            type="submit"
            leftSection={<IconSearch size={16} aria-hidden />}
            disabled={text.trim() === ''}
          >
            {t('search.button')}
          </Button>
        </Group>
      </form>
      {asked !== '' && (
        <Loaded query={query} lines={3}>
          {({ items, complete }) => (
            <Stack gap="sm" aria-live="polite">
              {items.length === 0 && (
                <Empty icon={IconUserOff} title={t('search.none')}>
                  {t('search.noneLead')}
                </Empty>
              )}
              {items.map((customer) => (
                <CustomerCard
                  key={customer.zendeskUserId}
                  customer={customer}
                  fields={fields}
                  onChoose={() => onChoose(customer)}
                />
              ))}
              {!complete && (
                <Alert variant="default">
                  <Text size="sm">{t('search.incomplete')}</Text>
                </Alert>
              )}
            </Stack>
          )}
        </Loaded>
      )}
    </Stack>
  );
}
