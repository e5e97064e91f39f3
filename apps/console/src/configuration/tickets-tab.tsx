import { NumberInput, Radio, Stack, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section';
import { type DraftForm, MOST_MEGABYTES } from './form';
import { SubjectSection } from './subject-section';
import { TicketFieldsSection } from './ticket-fields-section';
import { TicketPropertiesSection } from './ticket-properties-section';
import { VisibilitySection } from './visibility-section';

interface TicketsTabProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** What tickets look like, and what becomes of them (K2, K4, K8, K12, K13). */
export function TicketsTab({ organizationId, form }: TicketsTabProps) {
  return (
    <Stack>
      <SubjectSection organizationId={organizationId} form={form} />
      <TicketPropertiesSection organizationId={organizationId} form={form} />
      <TicketFieldsSection organizationId={organizationId} form={form} />
      <VisibilitySection organizationId={organizationId} form={form} />
      <ClosingSection form={form} />
      <AttachmentsSection form={form} />
    </Stack>
  );
}

function ClosingSection({ form }: { readonly form: DraftForm }) {
  const { t } = useTranslation('configuration');
  return (
    <Section title={t('closing.title')}>
      <Radio.Group
        label={t('setting.closeAs')}
        description={t('closing.lead')}
        {...form.getInputProps('closeAs')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="closed" label={t('choice.closed')} description={t('closing.closed')} />
          <Radio value="solved" label={t('choice.solved')} description={t('closing.solved')} />
        </Stack>
      </Radio.Group>
      <Switch
        label={t('setting.redactDeleted')}
        description={t('closing.redactLead')}
        {...form.getInputProps('redactDeleted', { type: 'checkbox' })}
      />
      <Switch
        label={t('setting.syncNotes')}
        description={t('closing.notesLead')}
        {...form.getInputProps('syncNotes', { type: 'checkbox' })}
      />
    </Section>
  );
}

function AttachmentsSection({ form }: { readonly form: DraftForm }) {
  const { t } = useTranslation('configuration');
  return (
    <Section title={t('attachments.title')} lead={t('attachments.lead')}>
      <NumberInput
        label={t('attachments.largest')}
        description={t('attachments.largestLead', { most: MOST_MEGABYTES })}
        min={0}
        max={MOST_MEGABYTES}
        clampBehavior="none"
        suffix=" MB"
        decimalScale={2}
        maw={320}
        {...form.getInputProps('attachments.megabytes')}
      />
      <TagsInput
        label={t('setting.attachments.refuseTypes')}
        description={t('attachments.refuseLead')}
        splitChars={[',', ' ']}
        clearable
        clearButtonProps={{ 'aria-label': t('clear') }}
        {...form.getInputProps('attachments.refuseTypes')}
      />
    </Section>
  );
}
