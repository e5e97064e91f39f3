import { useForm } from '@mantine/form';
import type { OrganizationConfiguration } from '@parley/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeTagged, type Tagged } from '../api/client';
import { Problem } from '../api/problem';
import { notifyDone } from '../ui/notify';
import { differences } from './differences';
import { draftFaults } from './draft-faults';
import { type Draft, toConfiguration, toDraft } from './draft';
import { validateDraft } from './form';
import { merge } from './merge';
import { askConfigurationAnew, configurationPath, configurationQuery } from './queries';

/** A configuration with its ETag. */
export type TaggedConfiguration = Tagged<OrganizationConfiguration>;

/**
 * The one draft of all tabs. It is based on the version it was begun with, whatever others save meanwhile; saving names that
 * version, so that nothing of theirs is overwritten unseen (A6).
 */
export function useDraft(organizationId: string, latest: TaggedConfiguration) {
  const { t } = useTranslation('configuration');
  const client = useQueryClient();
  const [base, setBase] = useState(latest);
  const form = useForm<Draft>({
    initialValues: toDraft(latest.body),
    validate: (draft) => validateDraft(draft, t),
    validateInputOnBlur: true,
  });
  const begin = (from: TaggedConfiguration, configuration = from.body) => {
    setBase(from);
    form.setInitialValues(toDraft(from.body));
    form.setValues(toDraft(configuration));
    form.clearErrors();
  };
  const present = toConfiguration(form.values);
  const saving = useMutation({
    mutationFn: (configuration: OrganizationConfiguration) =>
      changeTagged<OrganizationConfiguration>('PUT', configurationPath(organizationId), configuration, {
        ...(base.etag !== null && { 'if-match': base.etag }),
      }),
    onSuccess: (saved) => {
      client.setQueryData(configurationQuery(organizationId).queryKey, saved);
      begin(saved);
      notifyDone(t('saved'));
      askConfigurationAnew(client, organizationId);
    },
    onError: async (error) => {
      form.setErrors(draftFaults(error).fields);
      if (isConflict(error))
        await client.invalidateQueries({ queryKey: configurationQuery(organizationId).queryKey });
    },
  });
  return {
    form,
    base,
    /** What is not saved yet. */
    changes: differences(base.body, present),
    /** What others saved since the draft was begun. */
    theirs: base.etag === latest.etag ? [] : differences(base.body, latest.body),
    isBehind: base.etag !== latest.etag && !saving.isPending,
    isSaving: saving.isPending,
    /** What went wrong the last time, unless it is told otherwise. */
    error: isConflict(saving.error) ? null : saving.error,
    /** Saves; `onFaults` hears which fields the gateway refuses. */
    save: (onFaults: (fields: object) => void) =>
      saving.mutate(present, { onError: (error) => onFaults(draftFaults(error).fields) }),
    discard: () => {
      saving.reset();
      begin(base);
    },
    reload: () => begin(latest),
    mergeLatest: () => begin(latest, merge(base.body, present, latest.body)),
    begin,
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof Problem && error.code === 'version-conflict';
}
