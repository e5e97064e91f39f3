import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { TicketFieldOption } from '@parley/contracts';
import type { TicketFieldValue } from './draft';

/** Types whose value is a number. */
const NUMBERS: readonly string[] = ['integer', 'decimal'];

interface TicketFieldInputProps {
  /** Undefined where this Zendesk could not be asked, or does not have the field any more. */
  readonly field: TicketFieldOption | undefined;
  readonly label: string;
  readonly value: TicketFieldValue;
  readonly onChange: (value: TicketFieldValue) => void;
}

/** What a field starts with when it is chosen. */
export function emptyValue(field: TicketFieldOption | undefined): TicketFieldValue {
  if (field?.type === 'checkbox') return false;
  return field?.type === 'multiselect' ? [] : '';
}

/** The value of a ticket field, typed or chosen as its type wants it. */
export function TicketFieldInput({ field, label, value, onChange }: TicketFieldInputProps) {
  const data = field?.options?.map((option) => ({ value: option.value, label: option.name })) ?? [];
  if (field?.type === 'checkbox')
    return (
      <Switch
        label={label}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        mb={8}
      />
    );
  if (field?.type === 'multiselect' && data.length > 0)
    return (
      <MultiSelect
        label={label}
        data={data}
        value={typeof value === 'object' && value !== null ? [...value] : []}
        onChange={onChange}
        searchable
      />
    );
  if (data.length > 0)
    return (
      <Select
        label={label}
        data={data}
        value={typeof value === 'string' && value !== '' ? value : null}
        onChange={(chosen) => onChange(chosen ?? '')}
        searchable
      />
    );
  if (field !== undefined && NUMBERS.includes(field.type))
    return (
      <NumberInput
        label={label}
        value={typeof value === 'number' || typeof value === 'string' ? value : ''}
        onChange={onChange}
        allowDecimal={field.type === 'decimal'}
      />
    );
  return (
    <TextInput
      label={label}
      value={typeof value === 'string' || typeof value === 'number' ? value : ''}
      type={field?.type === 'date' ? 'date' : 'text'}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
