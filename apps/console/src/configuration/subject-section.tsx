import { Alert, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { directoryAccountsQuery } from '../accounts/queries';
import { Section } from '../ui/section';
import { type DraftForm, LONGEST_SUBJECT_TEMPLATE } from './form';
import { PLACEHOLDERS, subjectPreview, unknownPlaceholders } from './subject-preview';

interface SubjectSectionProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** The subject of tickets, with what it would be for somebody (K2). */
export function SubjectSection({ organizationId, form }: SubjectSectionProps) {
  const { t } = useTranslation('configuration');
  const { data: accounts } = useQuery(directoryAccountsQuery);
  const account = accounts?.find((one) => one.organizationId === organizationId);
  const template = form.values.ticket.subject;
  const unknown = unknownPlaceholders(template);
  const example = {
    'contact.name': t('subject.exampleName'),
    'contact.handle': '@ada',
    'account.name': account?.name ?? t('subject.exampleAccount'),
    network: account?.networkLabel ?? 'WhatsApp',
  };
  return (
    <Section title={t('setting.ticket.subject')}>
      <TextInput
        label={t('subject.template')}
        description={t('subject.lead')}
        maxLength={LONGEST_SUBJECT_TEMPLATE}
        required
        {...form.getInputProps('ticket.subject')}
      />
      <Group gap={6}>
        {PLACEHOLDERS.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            aria-label={t('subject.insert', { placeholder: `{${name}}`, name: t(`placeholder.${name}`) })}
            onClick={() => form.setFieldValue('ticket.subject', `${template}{${name}}`)}
          >
            {`{${name}}`}
          </Button>
        ))}
      </Group>
      {unknown.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
          {t('subject.unknown', { count: unknown.length, names: unknown.join(', ') })}
        </Alert>
      )}
      <Paper withBorder p="sm" bg="var(--mantine-color-default-hover)">
        <Stack gap={2}>
          <Text size="xs" c="dimmed">
            {t('subject.preview')}
          </Text>
          <Text fw={500} className="breakable" aria-live="polite">
            {subjectPreview(template, example)}
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}
