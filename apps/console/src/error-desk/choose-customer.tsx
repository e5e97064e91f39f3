import { Anchor, Button, Group, Radio, Stack, Text } from '@mantine/core';
import type { Candidate } from '@parley/contracts';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/problem-alert';
import { orderChoice } from './queries';

interface ChooseCustomerProps {
  /** What waits for the choice. */
  readonly id: string;
  readonly candidates: readonly Candidate[];
  readonly onChosen?: () => void;
}

/** Several users of Zendesk have the same e-mail address: which of them is it (C3)? */
export function ChooseCustomer({ id, candidates, onChosen }: ChooseCustomerProps) {
  const { t } = useTranslation('errorDesk');
  const [chosen, setChosen] = useState<string | null>(null);
  const choosing = useMutation({
    mutationFn: (zendeskUserId: number) => orderChoice(id, zendeskUserId),
    onSuccess: () => onChosen?.(),
  });
  return (
    <Stack gap="sm">
      <Radio.Group
        value={chosen}
        onChange={setChosen}
        label={t('choose.label')}
        description={t('choose.lead')}
      >
        <Stack gap="xs" mt="xs">
          {candidates.map(({ zendeskUserId, url }) => (
            <Group key={zendeskUserId} gap="sm">
              <Radio value={String(zendeskUserId)} label={t('choose.user', { id: zendeskUserId })} />
              <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
                {t('choose.look', { id: zendeskUserId })} <IconExternalLink size={12} aria-hidden />
              </Anchor>
            </Group>
          ))}
        </Stack>
      </Radio.Group>
      {choosing.error !== null && <ProblemAlert error={choosing.error} />}
      {choosing.isSuccess ? (
        <Text size="sm" role="status">
          {t('choose.done')}
        </Text>
      ) : (
        <Group>
          <Button
            disabled={chosen === null}
            loading={choosing.isPending}
            onClick={() => choosing.mutate(Number(chosen))}
          >
            {t('choose.button')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
