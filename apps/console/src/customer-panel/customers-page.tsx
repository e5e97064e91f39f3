import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organizationsQuery } from '../organizations/queries';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { Section } from '../ui/section';
import { CustomerPanel } from './panel';
import type { CustomerSearch } from './search';

const LONGEST_ID = 128;

/** Customers for advisors (C2): which contact and where, from the address or a form, then the panel. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const search = useSearch({ from: '/signed-in/customers' });
  const navigate = useNavigate({ from: '/customers' });
  const { organizationId, contactId, accountId } = search;
  const open = (next: CustomerSearch) => void navigate({ search: next });
  if (organizationId === undefined || contactId === undefined)
    return (
      <Page title={t('title')} lead={t('lead')}>
        <ChoosePlace search={search} onOpen={open} />
      </Page>
    );
  const change = (
    <Button variant="default" onClick={() => open({ organizationId })}>
      {t('place.change')}
    </Button>
  );
  const key = `${organizationId} ${contactId}`;
  return (
    <Page title={t('place.of', { contact: contactId })} lead={t('lead')} actions={change}>
      <div style={{ maxWidth: '48rem' }}>
        <CustomerPanel key={key} place={{ organizationId, contactId, accountId }} />
      </div>
    </Page>
  );
}

interface ChoosePlaceProps {
  readonly search: CustomerSearch;
  readonly onOpen: (search: CustomerSearch) => void;
}

function ChoosePlace({ search, onOpen }: ChoosePlaceProps) {
  const { t } = useTranslation('customers');
  const query = useQuery(organizationsQuery);
  const [chosen, setChosen] = useState<string | null>(search.organizationId ?? null);
  const [contact, setContact] = useState(search.contactId ?? '');
  return (
    <Section title={t('search.title')}>
      <Loaded query={query} lines={2}>
        {(organizations) => {
          const connected = organizations.filter(({ state }) => state !== 'disconnected');
          // With one organization there is nothing to choose.
          const organizationId = chosen ?? (connected.length === 1 ? (connected[0]?.id ?? null) : null);
          const contactId = contact.trim();
          const onSubmit = (event: SyntheticEvent) => {
            event.preventDefault();
            if (organizationId !== null && contactId !== '') onOpen({ organizationId, contactId });
          };
          return (
            <form onSubmit={onSubmit}>
              <Stack gap="sm" maw="30rem">
                <Select
                  label={t('place.organization')}
                  placeholder={t('place.organizationHint')}
                  data={connected.map(({ id, name }) => ({ value: id, label: name }))}
                  value={organizationId}
                  onChange={setChosen}
                  searchable
                  required
                />
                <TextInput
                  label={t('place.contact')}
                  description={t('place.contactHint')}
                  value={contact}
                  onChange={({ currentTarget }) => setContact(currentTarget.value)}
                  maxLength={LONGEST_ID}
                  required
                />
                <Group>
                  <Button type="submit" disabled={organizationId === null || contactId === ''}>
                    {t('place.open')}
                  </Button>
                </Group>
              </Stack>
            </form>
          );
        }}
      </Loaded>
    </Section>
  );
}
