import { List, Textarea } from '@mantine/core';
import type { ParkedTicketView } from '@parley/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { orderIgnore } from './queries';

const LONGEST_NOTE = 2_000;

interface IgnoreDialogProps {
  readonly parked: ParkedTicketView;
  readonly onClose: () => void;
  readonly onOrdered: () => void;
}

/** Asks before what stops a ticket is skipped, says what that means, and takes the note for it (X3). */
export function IgnoreDialog({ parked, onClose, onOrdered }: IgnoreDialogProps) {
  const { t } = useTranslation('errorDesk');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const missing = note.trim() === '';
  const ignoring = useMutation({
    mutationFn: () => orderIgnore(parked.id, note.trim()),
    onSuccess: () => {
      onOrdered();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('ignore.title')}
      confirm={t('ignore.confirm')}
      onConfirm={() => {
        setTried(true);
        if (!missing) ignoring.mutate();
      }}
      danger
      pending={ignoring.isPending}
      error={ignoring.error}
    >
      <List size="sm">
        <List.Item>{t('ignore.skipped')}</List.Item>
        <List.Item>{t('ignore.noted')}</List.Item>
        <List.Item>{t('ignore.goesOn')}</List.Item>
      </List>
      <Textarea
        label={t('ignore.note')}
        description={t('ignore.noteHint')}
        error={tried && missing ? t('ignore.noteMissing') : undefined}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        maxLength={LONGEST_NOTE}
        autosize
        minRows={3}
        required
        data-autofocus
      />
    </ConfirmDialog>
  );
}
