import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import { ChangeList } from './change-list';
import type { Change } from './differences';

interface SaveBarProps {
  readonly organizationId: string;
  readonly changes: readonly Change[];
  readonly pending: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** What is not saved yet, and what to do with it; stays in sight below every tab. */
export function SaveBar({ organizationId, changes, pending, onSave, onDiscard }: SaveBarProps) {
  const { t } = useTranslation(['configuration', 'common']);
  const [opened, { open, close }] = useDisclosure(false);
  if (changes.length === 0) return null;
  return (
    <>
      <Paper
        withBorder
        shadow="md"
        p="sm"
        pos="sticky"
        bottom={8}
        style={{ zIndex: 10 }}
        role="region"
        aria-label={t('unsaved')}
      >
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600} role="status">
            {t('unsavedChanges', { count: changes.length })}
          </Text>
          <Group gap="xs">
            <Button size="xs" variant="subtle" onClick={open}>
              {t('seeChanges')}
            </Button>
            <Button size="xs" variant="default" onClick={onDiscard}>
              {t('discard')}
            </Button>
            <Button size="xs" onClick={onSave} loading={pending}>
              {t('common:save')}
            </Button>
          </Group>
        </Group>
      </Paper>
      <Dialog opened={opened} onClose={close} title={t('unsaved')}>
        <Stack>
          <ChangeList organizationId={organizationId} changes={changes} />
        </Stack>
      </Dialog>
    </>
  );
}
