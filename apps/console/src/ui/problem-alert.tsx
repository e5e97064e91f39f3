import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';

interface ProblemAlertProps {
  readonly error: unknown;
  /** Asks again; a button is shown where it may help. */
  readonly onRetry?: () => void;
}

/** Says what went wrong, where, and what to do next. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : undefined;
  const title = problem?.code === 'unreachable' ? t('unreachable') : (problem?.title ?? t('problem'));
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        {problem?.detail !== undefined && <Text size="sm">{problem.detail}</Text>}
        {problem !== undefined && problem.faults.length > 0 && (
          <List size="sm">
            {problem.faults.map(({ pointer, detail }) => (
              <List.Item key={`${pointer} ${detail}`}>
                <code>{pointer}</code> {detail}
              </List.Item>
            ))}
          </List>
        )}
        {problem !== undefined && (
          <Text size="xs" c="dimmed">
            {t('problemReference', { code: problem.code })}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
