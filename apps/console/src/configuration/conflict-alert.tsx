import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChangeList } from './change-list';
import type { Change } from './differences';

interface ConflictAlertProps {
  readonly organizationId: string;
  /** What somebody else saved since the draft was begun. */
  readonly theirs: readonly Change[];
  /** Whether there is anything of one's own that could be lost. */
  readonly hasOwn: boolean;
  readonly onReload: () => void;
  readonly onMerge: () => void;
}

/** Says that somebody else saved meanwhile, and what; nothing of theirs is overwritten unseen. */
export function ConflictAlert({ organizationId, theirs, hasOwn, onReload, onMerge }: ConflictAlertProps) {
  const { t } = useTranslation('configuration');
  return (
    <Alert color="orange" icon={<IconGitMerge aria-hidden />} title={t('conflict.title')} role="alert">
      <Stack gap="sm">
        <ChangeList organizationId={organizationId} changes={theirs} />
        {hasOwn && <Text size="sm">{t('conflict.lead')}</Text>}
        <Group gap="xs">
          {hasOwn && (
            <Button size="xs" onClick={onMerge}>
              {t('conflict.merge')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={onReload}>
            {hasOwn ? t('conflict.discard') : t('conflict.reload')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
