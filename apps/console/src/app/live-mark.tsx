import { Group, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconBolt, IconClockPause, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../api/stream';

const MARKS = {
  live: { icon: IconBolt, color: 'teal' },
  reconnecting: { icon: IconRefresh, color: 'yellow' },
  polling: { icon: IconClockPause, color: 'orange' },
} as const;

/** Whether what is shown follows what happens. */
export function LiveMark() {
  const { t } = useTranslation();
  const state = useStream();
  const { icon: Icon, color } = MARKS[state];
  return (
    <Tooltip
      label={t(`live.${state}Lead`)}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={260}
    >
      <Group gap={4} wrap="nowrap" role="status" tabIndex={0}>
        <Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
        <Text size="xs" c="dimmed" visibleFrom="xs">
          {t(`live.${state}`)}
        </Text>
        <VisuallyHidden hiddenFrom="xs">{t(`live.${state}`)}</VisuallyHidden>
      </Group>
    </Tooltip>
  );
}
