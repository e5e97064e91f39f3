import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ConfigurationVersionDetail, OrganizationConfiguration } from '@parley/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeTagged } from '../api/client';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { notifyDone } from '../ui/notify';
import { ChangeList } from './change-list';
import { differences } from './differences';
import { askConfigurationAnew, configurationPath, configurationQuery } from './queries';
import type { TaggedConfiguration } from './use-draft';

interface RestoreButtonProps {
  readonly organizationId: string;
  readonly version: ConfigurationVersionDetail;
  readonly base: TaggedConfiguration;
  readonly isUnsaved: boolean;
  readonly onSaved: (saved: TaggedConfiguration) => void;
}

/** Makes an earlier version the present one, as a new version, after showing what that changes (A6). */
export function RestoreButton({ organizationId, version, base, isUnsaved, onSaved }: RestoreButtonProps) {
  const { t } = useTranslation('configuration');
  const [opened, { open, close }] = useDisclosure(false);
  const client = useQueryClient();
  const number = version.version;
  const restoring = useMutation({
    mutationFn: () =>
      changeTagged<OrganizationConfiguration>(
        'POST',
        `${configurationPath(organizationId)}/versions/${number}/restore`,
        undefined,
        { ...(base.etag !== null && { 'if-match': base.etag }) },
      ),
    onSuccess: (saved) => {
      client.setQueryData(configurationQuery(organizationId).queryKey, saved);
      onSaved(saved);
      close();
      notifyDone(t('history.restored', { version: number }));
      askConfigurationAnew(client, organizationId);
    },
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {t('history.restore')}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={t('history.restoreTitle', { version: number })}
        confirm={t('history.restore')}
        onConfirm={() => restoring.mutate()}
        pending={restoring.isPending}
        error={restoring.error}
      >
        <Stack gap="xs">
          <Text size="sm">{t('history.restoreLead')}</Text>
          {isUnsaved && (
            <Text size="sm" fw={600}>
              {t('history.restoreUnsaved')}
            </Text>
          )}
          <ChangeList
            organizationId={organizationId}
            changes={differences(base.body, version.configuration)}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
