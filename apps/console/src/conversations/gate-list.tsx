import { Anchor, Group, List, Stack, Text, ThemeIcon } from '@mantine/core';
import type { ConversationView, GateView } from '@parley/contracts';
import { IconCheck, IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { clockTime } from '../ui/clock-time';
import { useNow } from '../ui/now';
import { isKnownReason } from '../ui/reason';
import { whereToMend } from './where-to-mend';

interface GateListProps {
  readonly conversation: Pick<ConversationView, 'gates' | 'organizationId' | 'contactId'>;
}

/** Every condition that must hold before anything leaves for Zendesk: whether it does, since when, and what to do (X1). */
export function GateList({ conversation }: GateListProps) {
  const { t } = useTranslation('conversations');
  const { gates } = conversation;
  if (gates.length === 0) return <Text c="dimmed">{t('noGates')}</Text>;
  return (
    <List listStyleType="none" spacing="sm" center={false}>
      {gates.map((gate) => (
        <List.Item
          key={`${gate.gate} ${gate.mode ?? ''}`}
          icon={
            <ThemeIcon size={24} radius="xl" color={gate.open ? 'teal.9' : 'orange.9'} variant="filled">
              {gate.open ? <IconCheck size={16} aria-hidden /> : <IconHourglass size={14} aria-hidden />}
            </ThemeIcon>
          }
        >
          <Gate gate={gate} conversation={conversation} />
        </List.Item>
      ))}
    </List>
  );
}

function Gate({ gate, conversation }: GateListProps & { readonly gate: GateView }) {
  const { t, i18n } = useTranslation(['conversations', 'reasons']);
  const { role, platformName } = useSession();
  const since = clockTime(gate.since, useNow(), i18n.language);
  const { reason } = gate;
  const mending = reason === undefined ? undefined : whereToMend(reason, role, conversation);
  const cause =
    'configVersion' in gate.cause
      ? t('cause.configuration', { version: gate.cause.configVersion })
      : t('cause.event', { id: gate.cause.id });
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Text fw={600}>{t(`reasons:gates.${gate.gate}`)}</Text>
        {gate.mode !== undefined && (
          <Text size="xs" c="dimmed">
            {t(`mode.${gate.mode}`, { platform: platformName })}
          </Text>
        )}
      </Group>
      {gate.open && <Text size="sm">{t('openSince', { since })}</Text>}
      {!gate.open && (
        <Text size="sm">
          {reason === undefined
            ? t('shutSince', { since })
            : isKnownReason(reason)
              ? t(`reasons:waits.${reason}`, { since })
              : t('shutSince', { since })}
        </Text>
      )}
      {!gate.open && reason !== undefined && <Text size="sm">{t(`reasons:todo.${reason}`)}</Text>}
      {mending !== undefined && (
        <Anchor size="sm" renderRoot={(props) => <Link {...mending.link} {...props} />}>
          {t(`reasons:where.${mending.where}`)}
        </Anchor>
      )}
      <Text size="xs" c="dimmed" className="breakable">
        {cause}
      </Text>
    </Stack>
  );
}
