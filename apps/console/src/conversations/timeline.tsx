import { Button, Chip, Group, Stack, Text, Timeline as Entries } from '@mantine/core';
import type { TimelineEntry } from '@parley/contracts';
import { IconArrowsRightLeft, IconGitBranch, IconMessage, IconTicket, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../ui/clock-time';
import { useNow } from '../ui/now';
import { EntryLine } from './timeline-entry';

const ICONS = {
  event: IconMessage,
  decision: IconGitBranch,
  customer: IconUser,
  ticket: IconTicket,
  call: IconArrowsRightLeft,
} as const;
const KINDS = Object.keys(ICONS) as readonly TimelineEntry['kind'][];

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** Reads earlier entries; undefined where there are none. */
  readonly onEarlier: (() => void) | undefined;
  readonly isReading: boolean;
}

/** Everything that happened to a conversation, newest first (X2). */
export function Timeline({ entries, onEarlier, isReading }: TimelineProps) {
  const { t, i18n } = useTranslation('conversations');
  const now = useNow();
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const there = KINDS.filter((kind) => entries.some((entry) => entry.kind === kind));
  const shown = kinds.length === 0 ? entries : entries.filter(({ kind }) => kinds.includes(kind));
  return (
    <Stack gap="md">
      <Group gap="xs" role="group" aria-label={t('timeline.filter')}>
        <Chip.Group multiple value={[...kinds]} onChange={setKinds}>
          {there.map((kind) => (
            <Chip key={kind} value={kind} size="sm" variant="outline">
              {t(`timeline.kind.${kind}`)}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
      {shown.length === 0 && <Text c="dimmed">{t('timeline.none')}</Text>}
      <Entries bulletSize={26} lineWidth={2}>
        {shown.map((entry) => {
          const Icon = ICONS[entry.kind];
          return (
            <Entries.Item key={keyOf(entry)} bullet={<Icon size={14} aria-hidden />}>
              <EntryLine entry={entry} />
              <Text size="xs" c="dimmed" component="time" dateTime={entry.at} title={entry.at}>
                {clockTime(entry.at, now, i18n.language, true)}
              </Text>
            </Entries.Item>
          );
        })}
      </Entries>
      {onEarlier !== undefined && (
        <Group>
          <Button variant="default" onClick={onEarlier} loading={isReading}>
            {t('timeline.earlier')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function keyOf({ at, kind, type, event, call, summary }: TimelineEntry): string {
  return [at, kind, type, call?.effectId ?? event?.id ?? '', summary].join(' ');
}
