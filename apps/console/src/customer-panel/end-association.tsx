import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { disassociate, type Place } from './queries';

interface EndAssociationProps {
  readonly place: Place;
  readonly onDone: () => void;
}

/** Ends the association of a contact after saying what stays and what stops (T9). */
export function EndAssociation({ place, onDone }: EndAssociationProps) {
  const { t } = useTranslation('customers');
  const [opened, { open, close }] = useDisclosure(false);
  const ending = useMutation({
    mutationFn: () => disassociate(place),
    onSuccess: () => {
      close();
      onDone();
    },
  });
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('end.lead')}
      </Text>
      <Group>
        <Button variant="default" onClick={open}>
          {t('end.button')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={t('end.question')}
        confirm={t('end.confirm')}
        onConfirm={() => ending.mutate()}
        danger
        pending={ending.isPending}
        error={ending.error}
      >
        <List size="sm">
          <List.Item>{t('end.stays')}</List.Item>
          <List.Item>{t('end.stops')}</List.Item>
        </List>
      </ConfirmDialog>
    </Stack>
  );
}
