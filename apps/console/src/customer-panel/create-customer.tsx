import { Button, Group, Stack, Text } from '@mantine/core';
import type { CreatedCustomer, UserFieldsView } from '@parley/contracts';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formFaults } from '../api/faults';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { creationFields, emptyForm, faultsOf, fieldsToSend } from './create-form';
import { CreationInput } from './creation-input';
import { FieldValues } from './customer-card';
import { createCustomer, type Place } from './queries';

const FIELDS = 'fields.';

interface CreateCustomerProps {
  readonly place: Place;
  readonly fields: UserFieldsView;
  readonly onCreated: (customer: CreatedCustomer) => void;
}

/** Creates a customer with the creation fields, after showing what is sent (C2). */
export function CreateCustomer({ place, fields, onCreated }: CreateCustomerProps) {
  const { t } = useTranslation('customers');
  const form = creationFields(fields);
  const [values, setValues] = useState(() => emptyForm(form));
  const [checked, setChecked] = useState(false);
  const [asking, setAsking] = useState(false);
  const faults = faultsOf(form, values);
  const sent = fieldsToSend(form, values);
  const isEmpty = Object.keys(sent).length === 0;
  const creating = useMutation({ mutationFn: () => createCustomer(place, sent), onSuccess: onCreated });
  const refused = formFaults(creating.error, (path) =>
    path.startsWith(FIELDS) ? path.slice(FIELDS.length) : undefined,
  ).fields;
  const errorOf = (key: string) => {
    const fault = checked ? faults[key] : undefined;
    return fault === undefined ? refused[key] : t(`create.fault.${fault}`);
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    setChecked(true);
    creating.reset();
    if (Object.keys(faults).length === 0 && !isEmpty) setAsking(true);
  };
  if (form.length === 0) return <Text c="dimmed">{t('create.noFields')}</Text>;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {form.map((field) => (
          <CreationInput
            key={field.key}
            field={field}
            value={values[field.key] ?? ''}
            error={errorOf(field.key)}
            onChange={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
          />
        ))}
        {checked && isEmpty && Object.keys(faults).length === 0 && (
          <Text size="sm" role="alert">
            {t('create.empty')}
          </Text>
        )}
        <Group>
          <Button type="submit">{t('create.check')}</Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('create.confirmTitle')}
        confirm={t('create.confirm')}
        onConfirm={() => creating.mutate()}
        pending={creating.isPending}
        error={creating.error}
      >
        <Text>{t('create.sends')}</Text>
        <FieldValues values={sent} items={fields.items} />
      </ConfirmDialog>
    </form>
  );
}
