import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import type { CustomerView } from '@parley/contracts';
import { IconArrowLeft, IconCircleCheck, IconLock, IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';
import { Loaded } from '../ui/loaded';
import { Section } from '../ui/section';
import { AssociateDialog } from './associate-dialog';
import { CreateCustomer } from './create-customer';
import { CustomerCard } from './customer-card';
import { EndAssociation } from './end-association';
import { type Place, previewQuery, userFieldsQuery } from './queries';
import { SearchCustomers } from './search-customers';

/** Some user: whether a contact may be associated at all does not depend on whom with. */
const ANYBODY = 1;

interface CustomerPanelProps {
  readonly place: Place;
  /** Inside another system's page there is no other page to go to. */
  readonly embedded?: boolean;
}

/** Which customer a contact is: search, create, associate, disassociate (C2). */
export function CustomerPanel({ place, embedded = false }: CustomerPanelProps) {
  const { t } = useTranslation('customers');
  const admission = useQuery(previewQuery(place, ANYBODY));
  const isRefused = admission.error instanceof Problem && admission.error.code === 'x-contract-missing';
  if (isRefused)
    return (
      <Alert variant="default" icon={<IconLock aria-hidden />} title={t('refused.title')} role="alert">
        {t('refused.text')}
      </Alert>
    );
  return <Loaded query={admission}>{() => <Work place={place} embedded={embedded} />}</Loaded>;
}

function Work({ place, embedded }: Required<CustomerPanelProps>) {
  const { t } = useTranslation('customers');
  const client = useQueryClient();
  const query = useQuery(userFieldsQuery(place));
  const [isCreating, setCreating] = useState(false);
  const [chosen, setChosen] = useState<CustomerView | null>(null);
  const [created, setCreated] = useState<(CustomerView & { readonly created: boolean }) | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const { contactId } = place;
  const finish = (message: string) => {
    setDone(message);
    void client.invalidateQueries({ queryKey: ['customers', place.organizationId, 'preview'] });
  };
  return (
    <Stack gap="md">
      {done !== null && (
        <Alert
          variant="default"
          icon={<IconCircleCheck color="var(--mantine-color-teal-filled)" aria-hidden />}
          role="status"
        >
          <Stack gap="xs" align="flex-start">
            <Text className="breakable">{done}</Text>
            {!embedded && (
              <Anchor
                size="sm"
                renderRoot={(props) => <Link to="/conversations" search={{ contactId }} {...props} />}
              >
                {t('associate.follow')}
              </Anchor>
            )}
          </Stack>
        </Alert>
      )}
      <Loaded query={query}>
        {(fields) => (
          <>
            {created !== null && (
              <Section title={t(created.created ? 'create.done' : 'create.there')}>
                <CustomerCard customer={created} fields={fields} onChoose={() => setChosen(created)} />
              </Section>
            )}
            <Section
              title={t(isCreating ? 'create.title' : 'search.title')}
              actions={
                <Button
                  size="xs"
                  variant="default"
                  leftSection={
                    isCreating ? (
                      <IconArrowLeft size={14} aria-hidden />
                    ) : (
                      <IconUserPlus size={14} aria-hidden />
                    )
                  }
                  onClick={() => setCreating(!isCreating)}
                >
                  {t(isCreating ? 'create.back' : 'create.open')}
                </Button>
              }
            >
              {isCreating ? (
                <CreateCustomer
                  place={place}
                  fields={fields}
                  onCreated={(customer) => {
                    setCreated(customer);
                    setCreating(false);
                  }}
                />
              ) : (
                <SearchCustomers place={place} fields={fields} onChoose={setChosen} />
              )}
            </Section>
          </>
        )}
      </Loaded>
      <Section title={t('end.title')}>
        <Group>
          <EndAssociation place={place} onDone={() => finish(t('end.done', { contact: contactId }))} />
        </Group>
      </Section>
      {chosen !== null && (
        <AssociateDialog
          place={place}
          customer={chosen}
          onClose={() => setChosen(null)}
          onDone={(name) => finish(t('associate.done', { contact: contactId, name }))}
        />
      )}
    </Stack>
  );
}
