import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog';
import { ProblemAlert } from './problem-alert';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  /** The deed in a word or two: it stands on the button. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  /** What cannot be taken back easily. */
  readonly danger?: boolean;
  readonly pending?: boolean;
  /** Something has to be said first. */
  readonly disabled?: boolean;
  /** What went wrong the last time; null when nothing did. */
  readonly error?: unknown;
}

/** Asks once more before something is done. */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  confirm,
  onConfirm,
  danger = false,
  pending = false,
  disabled = false,
  error = null,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="md">
      <Stack>
        {children}
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            onClick={onConfirm}
            loading={pending}
            disabled={disabled}
            {...(danger && { color: 'red.9' })}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
