import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { controlOf, type CreationField, type FormValue } from './create-form';

interface CreationInputProps {
  readonly field: CreationField;
  readonly value: FormValue;
  readonly error: string | undefined;
  readonly onChange: (value: FormValue) => void;
}

/** One creation field, filled in as its type in Zendesk asks. */
export function CreationInput({ field, value, error, onChange }: CreationInputProps) {
  const { t } = useTranslation('customers');
  const control = controlOf(field);
  const { title: label, required } = field;
  const common = { label, error, required };
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: option.name }));
  const text = typeof value === 'string' ? value : '';
  switch (control) {
    case 'checkbox':
      return (
        <Checkbox
          label={label}
          error={error}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={options}
          value={text === '' ? null : text}
          onChange={(chosen) => onChange(chosen ?? '')}
          placeholder={t('create.choose')}
          searchable
          clearable={!required}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...common}
          data={options}
          value={typeof value === 'object' ? [...value] : []}
          onChange={onChange}
          placeholder={t('create.choose')}
          searchable
        />
      );
    case 'textarea':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'text':
    case 'email':
    case 'number':
    case 'date':
      return (
        <TextInput
          {...common}
          // The browser's own checks are off (noValidate): what is wrong is said in words beside the field.
          type={control === 'date' ? 'date' : control === 'email' ? 'email' : 'text'}
          {...(control === 'number' && { inputMode: 'decimal' as const })}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
  }
}
