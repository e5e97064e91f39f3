import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { formFaults } from '../api/faults';
import { notifyDone } from '../ui/notify';
import { ProblemAlert } from '../ui/problem-alert';
import { type Organization, organizationPath, organizationQuery } from './queries';

/** Most characters that a name has. */
const LONGEST_NAME = 255;

/** What an organization is called here; its address never changes (A1). */
export function RenameForm({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation(['organizations', 'common']);
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: organization.name },
    validate: { name: (name) => (name.trim() === '' ? t('nameMissing') : null) },
  });
  const renaming = useMutation({
    mutationFn: (name: string) => change<Organization>('PATCH', organizationPath(organization.id), { name }),
    onSuccess: async (renamed) => {
      client.setQueryData(organizationQuery(organization.id).queryKey, renamed);
      form.setInitialValues({ name: renamed.name });
      form.reset();
      notifyDone(t('renamed'));
      await client.invalidateQueries({ queryKey: ['organizations'] });
    },
    onError: (error) => form.setErrors(formFaults(error).fields),
  });
  return (
    <form onSubmit={form.onSubmit(({ name }) => renaming.mutate(name.trim()))} noValidate>
      <Group align="flex-start" gap="xs">
        <TextInput
          flex={1}
          miw={200}
          label={t('name')}
          maxLength={LONGEST_NAME}
          {...form.getInputProps('name')}
        />
        <Button
          type="submit"
          variant="default"
          mt={25}
          loading={renaming.isPending}
          disabled={!form.isDirty()}
        >
          {t('common:save')}
        </Button>
      </Group>
      {renaming.error !== null && !('name' in form.errors) && <ProblemAlert error={renaming.error} />}
    </form>
  );
}
