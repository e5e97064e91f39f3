import { ActionIcon, Button, Group, Input, Paper, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section';
import type { Draft } from './draft';
import type { DraftForm } from './form';
import { MissingOptions } from './missing-options';
import { ticketOptionsQuery } from './queries';
import { emptyValue, TicketFieldInput } from './ticket-field-input';

type Row = Draft['ticket']['fields'][number];

interface TicketFieldsSectionProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** Values that every ticket gets in the custom fields of this Zendesk (K2). */
export function TicketFieldsSection({ organizationId, form }: TicketFieldsSectionProps) {
  const { t } = useTranslation('configuration');
  const { data } = useQuery(ticketOptionsQuery(organizationId));
  const rows = form.values.ticket.fields;
  const set = (changed: readonly Row[]) => form.setFieldValue('ticket.fields', [...changed]);
  const settable = (data?.fields ?? []).filter((field) => field.settable);
  const taken = new Set(rows.map(({ id }) => id));
  const choicesFor = (id: string) => {
    const known = settable
      .filter((field) => !taken.has(String(field.id)) || String(field.id) === id)
      .map((field) => ({ value: String(field.id), label: field.title }));
    return id === '' || known.some(({ value }) => value === id)
      ? known
      : [...known, { value: id, label: `#${id}` }];
  };
  const fieldOf = (id: string) => data?.fields.find((field) => String(field.id) === id);
  const error = form.errors['ticket.fields'];
  return (
    <Section title={t('setting.ticket.fields')} lead={t('ticketFields.lead')}>
      <MissingOptions missing={data?.missing ?? []} parts={['fields']} />
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('ticketFields.none')}
        </Text>
      )}
      {rows.map((row, at) => {
        const field = fieldOf(row.id);
        const replace = (changed: Row) => set(rows.map((one, place) => (place === at ? changed : one)));
        return (
          <Paper key={at} withBorder p="xs">
            <Group align="flex-end" gap="xs">
              <Select
                flex={1}
                miw={200}
                label={t('ticketFields.field')}
                data={choicesFor(row.id)}
                value={row.id === '' ? null : row.id}
                searchable
                onChange={(id) => replace({ id: id ?? '', value: emptyValue(fieldOf(id ?? '')) })}
              />
              <Stack flex={1} miw={200} gap={0}>
                <TicketFieldInput
                  field={field}
                  label={t('ticketFields.value')}
                  value={row.value}
                  onChange={(value) => replace({ ...row, value })}
                />
              </Stack>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t('ticketFields.remove', { field: field?.title ?? row.id })}
                onClick={() => set(rows.filter((_, place) => place !== at))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          </Paper>
        );
      })}
      {error !== undefined && error !== null && <Input.Error role="alert">{error}</Input.Error>}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...rows, { id: '', value: '' }])}
          disabled={data === undefined}
        >
          {t('ticketFields.add')}
        </Button>
      </Group>
    </Section>
  );
}
