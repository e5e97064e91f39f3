import { Alert, Stack, Tabs } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveGuard } from '../ui/leave-guard';
import { ProblemAlert } from '../ui/problem-alert';
import { CodeTab } from './code-tab';
import { ConflictAlert } from './conflict-alert';
import { draftFaults, type Tab, tabOf, TABS } from './draft-faults';
import { HistoryTab } from './history-tab';
import { SaveBar } from './save-bar';
import { SynchronizeTab } from './synchronize-tab';
import { TicketsTab } from './tickets-tab';
import { type TaggedConfiguration, useDraft } from './use-draft';
import { CreateTab, DisplayTab, SearchTab } from './user-field-tabs';

interface ConfigurationEditorProps {
  readonly organizationId: string;
  /** The version that is in force, as far as is known. */
  readonly latest: TaggedConfiguration;
}

/** All settings of one organization on tabs, with one draft over all of them. */
export function ConfigurationEditor({ organizationId, latest }: ConfigurationEditorProps) {
  const { t } = useTranslation('configuration');
  const [tab, setTab] = useState<Tab>('search');
  const draft = useDraft(organizationId, latest);
  const { form, changes } = draft;
  const faulty = new Set(Object.keys(form.errors).map(tabOf));
  const isUnsaved = changes.length > 0;
  const showFirstFault = (errors: object) => {
    const first = TABS.find((one) => Object.keys(errors).some((field) => tabOf(field) === one));
    if (first !== undefined) setTab(first);
  };
  const save = () => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) showFirstFault(errors);
    else draft.save(showFirstFault);
  };
  const shared = { organizationId, form };
  const versions = { organizationId, base: draft.base, isUnsaved, onSaved: draft.begin };
  return (
    <Stack>
      <LeaveGuard unsaved={isUnsaved} />
      {draft.isBehind && (
        <ConflictAlert
          organizationId={organizationId}
          theirs={draft.theirs}
          hasOwn={isUnsaved}
          onReload={draft.reload}
          onMerge={draft.mergeLatest}
        />
      )}
      {draft.error !== null && <SaveProblem error={draft.error} />}
      <Tabs
        value={tab}
        onChange={(next) => setTab(TABS.find((one) => one === next) ?? 'search')}
        keepMounted={false}
        variant="pills"
      >
        <Tabs.List aria-label={t('title')} mb="md">
          {TABS.map((one) => (
            <Tabs.Tab
              key={one}
              value={one}
              rightSection={
                faulty.has(one) && (
                  <IconAlertCircle
                    size={16}
                    color="var(--mantine-color-error)"
                    role="img"
                    aria-label={t('tabFaulty')}
                  />
                )
              }
            >
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="search">
          <SearchTab {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="display">
          <DisplayTab {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="create">
          <CreateTab {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="synchronize">
          <SynchronizeTab {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="tickets">
          <TicketsTab {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab {...versions} />
        </Tabs.Panel>
        <Tabs.Panel value="code">
          <CodeTab {...versions} />
        </Tabs.Panel>
      </Tabs>
      <SaveBar
        organizationId={organizationId}
        changes={changes}
        pending={draft.isSaving}
        onSave={save}
        onDiscard={draft.discard}
      />
    </Stack>
  );
}

/** What the gateway said against a draft: what belongs to a field stands there, and here that something does. */
function SaveProblem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('configuration');
  const { fields, others } = draftFaults(error);
  if (Object.keys(fields).length === 0 || others.length > 0) return <ProblemAlert error={error} />;
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
      {t('notSaved', { count: Object.keys(fields).length })}
    </Alert>
  );
}
