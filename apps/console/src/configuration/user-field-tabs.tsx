import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section';
import { FieldList } from './field-list';
import type { DraftForm } from './form';
import { UserFieldChoices } from './user-field-choices';

interface TabProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** Search for "user": what advisors look customers up by (C1). */
export function SearchTab({ organizationId, form }: TabProps) {
  const { t } = useTranslation('configuration');
  return (
    <PlainList
      organizationId={organizationId}
      form={form}
      list="searchFields"
      use="search"
      title={t('tab.search')}
      lead={t('search.lead')}
    />
  );
}

/** Displaying "user": what advisors see of a customer (C1). */
export function DisplayTab({ organizationId, form }: TabProps) {
  const { t } = useTranslation('configuration');
  return (
    <PlainList
      organizationId={organizationId}
      form={form}
      list="displayFields"
      use="display"
      title={t('tab.display')}
      lead={t('display.lead')}
    />
  );
}

interface PlainListProps extends TabProps {
  readonly list: 'searchFields' | 'displayFields';
  readonly use: 'search' | 'display';
  readonly title: string;
  readonly lead: string;
}

function PlainList({ organizationId, form, list, use, title, lead }: PlainListProps) {
  const chosen = form.values[list];
  const set = (keys: readonly string[]) => form.setFieldValue(list, [...keys]);
  return (
    <Section title={title} lead={lead}>
      <Stack gap="lg">
        <FieldList organizationId={organizationId} chosen={chosen} onChange={set} error={form.errors[list]} />
        <UserFieldChoices
          organizationId={organizationId}
          use={use}
          chosen={chosen}
          onAdd={(key) => set([...chosen, key])}
        />
      </Stack>
    </Section>
  );
}

/** Creating a "user": what advisors fill in for a new customer, and what they have to (C1, C2). */
export function CreateTab({ organizationId, form }: TabProps) {
  const { t } = useTranslation('configuration');
  const fields = form.values.createFields;
  const required = new Map(fields.map((field) => [field.key, field.required]));
  const chosen = fields.map(({ key }) => key);
  const set = (keys: readonly string[], changed: ReadonlyMap<string, boolean> = required) =>
    form.setFieldValue(
      'createFields',
      keys.map((key) => ({ key, required: changed.get(key) ?? false })),
    );
  return (
    <Section title={t('tab.create')} lead={t('create.lead')}>
      <Stack gap="lg">
        <FieldList
          organizationId={organizationId}
          chosen={chosen}
          onChange={set}
          error={form.errors['createFields']}
          extra={(key, title) => (
            <Switch
              size="sm"
              label={t('create.required')}
              aria-label={t('create.requiredNamed', { field: title })}
              checked={required.get(key) ?? false}
              onChange={({ currentTarget }) =>
                set(chosen, new Map([...required, [key, currentTarget.checked]]))
              }
            />
          )}
        />
        <UserFieldChoices
          organizationId={organizationId}
          use="create"
          chosen={chosen}
          onAdd={(key) => set([...chosen, key])}
        />
      </Stack>
    </Section>
  );
}
