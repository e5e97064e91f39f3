import { Alert, Anchor, Fieldset, Radio, Select, Stack, Switch } from '@mantine/core';
import { IconArrowRight, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { ProblemAlert } from '../ui/problem-alert';
import { Section } from '../ui/section';
import { fieldReference } from './draft';
import type { DraftForm } from './form';
import { fieldsQuery, teamsQuery } from './queries';

interface SynchronizeTabProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** Synchronize conversations: both ways in which a conversation comes to Zendesk (A4, T1, T4). */
export function SynchronizeTab({ organizationId, form }: SynchronizeTabProps) {
  const { t } = useTranslation('configuration');
  const { platformName: platform } = useSession();
  return (
    <Stack>
      <Section title={t('synchronize.modeA', { platform })} lead={t('synchronize.modeALead', { platform })}>
        <Switch
          label={t('synchronize.modeA', { platform })}
          {...form.getInputProps('modeA.enabled', { type: 'checkbox' })}
        />
      </Section>
      <Section title={t('synchronize.modeB')} lead={t('synchronize.modeBLead')}>
        <Switch
          label={t('synchronize.modeB')}
          {...form.getInputProps('modeB.enabled', { type: 'checkbox' })}
        />
        <Alert color="blue" icon={<IconArrowRight aria-hidden />} title={t('synchronize.oneWay')}>
          {t('synchronize.oneWayLead', { platform })}
        </Alert>
        <ModeBSettings form={form} />
      </Section>
      <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
        {t('synchronize.accounts')}{' '}
        <Anchor
          inherit
          underline="always"
          renderRoot={(props) => (
            <Link to="/organizations/$organizationId/accounts" params={{ organizationId }} {...props} />
          )}
        >
          {t('synchronize.toAccounts')}
        </Anchor>
      </Alert>
    </Stack>
  );
}

function ModeBSettings({ form }: { readonly form: DraftForm }) {
  const { t } = useTranslation('configuration');
  const { platformName: platform } = useSession();
  const teams = useQuery(teamsQuery);
  const fields = useQuery(fieldsQuery);
  const { enabled, teamId, emailField } = form.values.modeB;
  const emailFields = (fields.data ?? []).filter(({ type }) => type.toLowerCase() === 'email');
  const teamChoices = (teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const fieldChoices = emailFields.map((field) => ({
    value: fieldReference(field),
    label: t(`scope.${field.scope}`, { label: field.label }),
  }));
  const error = teams.error ?? fields.error;
  return (
    <Stack>
      {error !== null && <ProblemAlert error={error} />}
      <Select
        label={t('synchronize.team', { platform })}
        description={t('synchronize.teamLead')}
        placeholder={t('synchronize.choose')}
        data={withPresent(teamChoices, teamId, t('gone'))}
        searchable
        clearable
        required={enabled}
        clearButtonProps={{ 'aria-label': t('clear') }}
        nothingFoundMessage={t('synchronize.noTeams')}
        maw={480}
        {...form.getInputProps('modeB.teamId')}
      />
      <Select
        label={t('synchronize.field')}
        description={t('synchronize.fieldLead', { platform })}
        placeholder={t('synchronize.choose')}
        data={withPresent(fieldChoices, emailField, t('gone'))}
        searchable
        clearable
        required={enabled}
        clearButtonProps={{ 'aria-label': t('clear') }}
        nothingFoundMessage={t('synchronize.noFields', { platform })}
        maw={480}
        {...form.getInputProps('modeB.emailField')}
      />
      <Switch
        label={t('synchronize.continue')}
        description={t('synchronize.continueLead')}
        {...form.getInputProps('modeB.continueAfterCreation', { type: 'checkbox' })}
      />
      <Fieldset legend={t('setting.missingEmail')}>
        <Radio.Group
          aria-label={t('setting.missingEmail')}
          description={t('synchronize.missingEmailLead')}
          {...form.getInputProps('missingEmail')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="hold" label={t('choice.hold')} />
            <Radio value="create-without-email" label={t('choice.create-without-email')} />
          </Stack>
        </Radio.Group>
      </Fieldset>
    </Stack>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The choices with the present one among them, though it be gone upstream (A5). */
function withPresent(choices: readonly Choice[], present: string | null, gone: string): Choice[] {
  if (present === null || choices.some(({ value }) => value === present)) return [...choices];
  return [...choices, { value: present, label: `${present} (${gone})` }];
}
