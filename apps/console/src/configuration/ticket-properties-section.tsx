import { Alert, Select, SimpleGrid, TagsInput } from '@mantine/core';
import type { MissingTicketOptions } from '@parley/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/problem-alert';
import { Section } from '../ui/section';
import type { DraftForm } from './form';
import { MissingOptions } from './missing-options';
import { ticketOptionsQuery } from './queries';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const LANGUAGES = ['en', 'fr', 'de', 'es'] as const;
/** Parts of the options that this section chooses from. */
const PARTS: readonly MissingTicketOptions['part'][] = ['groups', 'brands', 'forms'];

interface TicketPropertiesSectionProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** Group, brand, form and the other properties that every ticket gets (K2). */
export function TicketPropertiesSection({ organizationId, form }: TicketPropertiesSectionProps) {
  const { t } = useTranslation('configuration');
  const options = useQuery(ticketOptionsQuery(organizationId));
  const { data } = options;
  const { ticket } = form.values;
  const clear = { clearable: true, clearButtonProps: { 'aria-label': t('clear') } } as const;
  return (
    <Section title={t('properties.title')} lead={t('properties.lead')}>
      {options.error !== null && (
        <ProblemAlert error={options.error} onRetry={() => void options.refetch()} />
      )}
      <MissingOptions missing={data?.missing ?? []} parts={PARTS} />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <Select
          label={t('setting.ticket.groupId')}
          placeholder={t('properties.zendeskDecides')}
          data={choices(data?.groups, ticket.groupId)}
          searchable
          {...clear}
          {...form.getInputProps('ticket.groupId')}
        />
        <Select
          label={t('setting.ticket.brandId')}
          placeholder={t('properties.default')}
          data={choices(data?.brands, ticket.brandId)}
          searchable
          {...clear}
          {...form.getInputProps('ticket.brandId')}
        />
        <Select
          label={t('setting.ticket.formId')}
          placeholder={t('properties.default')}
          data={choices(data?.forms, ticket.formId)}
          searchable
          {...clear}
          {...form.getInputProps('ticket.formId')}
        />
        <Select
          label={t('setting.ticket.priority')}
          placeholder={t('nothing')}
          data={PRIORITIES.map((value) => ({ value, label: t(`choice.${value}`) }))}
          {...clear}
          {...form.getInputProps('ticket.priority')}
        />
        <Select
          label={t('setting.ticket.language')}
          placeholder={t('choice.en')}
          data={LANGUAGES.map((value) => ({ value, label: t(`choice.${value}`) }))}
          {...clear}
          {...form.getInputProps('ticket.language')}
        />
        <Select
          label={t('setting.ticket.timeZone')}
          placeholder="UTC"
          data={timeZones(ticket.timeZone)}
          searchable
          limit={100}
          {...clear}
          {...form.getInputProps('ticket.timeZone')}
        />
      </SimpleGrid>
      <TagsInput
        label={t('setting.ticket.tags')}
        description={t('properties.tagsLead')}
        splitChars={[',', ' ']}
        {...clear}
        {...form.getInputProps('ticket.tags')}
      />
      {data !== undefined && ticket.formId === null && data.forms.length > 1 && (
        <Alert color="gray" icon={<IconAlertTriangle aria-hidden />}>
          {t('properties.formsLead')}
        </Alert>
      )}
    </Section>
  );
}

interface Named {
  readonly id: number;
  readonly name: string;
}

/** Choices of a select; the present one stays among them, whether or not it could be read. */
function choices(list: readonly Named[] | undefined, present: string | null) {
  const known = (list ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  if (present === null || known.some(({ value }) => value === present)) return known;
  return [...known, { value: present, label: `#${present}` }];
}

function timeZones(present: string | null): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(present === null ? [] : [present])])];
}
