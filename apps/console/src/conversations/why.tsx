import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import type { ConversationView } from '@parley/contracts';
import { IconCircleCheck, IconHelpCircle, IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { clockTime } from '../ui/clock-time';
import { useNow } from '../ui/now';
import { isKnownReason } from '../ui/reason';
import { StateBadge } from '../ui/state-badge';
import { type Answer, answerOf } from './answer';
import { whereToMend } from './where-to-mend';

const LOOKS = {
  synced: { icon: IconCircleCheck, color: 'teal' },
  frozen: { icon: IconCircleCheck, color: 'teal' },
  writing: { icon: IconHourglass, color: 'blue' },
  heard: { icon: IconHelpCircle, color: 'gray' },
  waits: { icon: IconHourglass, color: 'orange' },
  waitsAfter: { icon: IconHourglass, color: 'orange' },
} as const satisfies Record<Answer['key'], unknown>;

/** The answer in one sentence to why a conversation is, or is not, in Zendesk (X1). */
export function Why({ conversation }: { readonly conversation: ConversationView }) {
  const { t, i18n } = useTranslation(['conversations', 'reasons']);
  const { role } = useSession();
  const now = useNow();
  const { key, reason } = answerOf(conversation);
  const { icon: Icon, color } = LOOKS[key];
  const { tickets, gates, state } = conversation;
  const known = reason !== undefined && isKnownReason(reason) ? reason : undefined;
  const because = known === undefined ? (reason ?? '') : t(`reasons:because.${known}`);
  const since = gates.find((gate) => !gate.open && gate.reason === reason)?.since;
  const mending = reason === undefined ? undefined : whereToMend(reason, role, conversation);
  const ticketList = new Intl.ListFormat(i18n.language).format(
    tickets.map(({ zendeskTicketId }) => `#${zendeskTicketId}`),
  );
  return (
    <Alert
      variant="default"
      icon={<Icon color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
      title={t(tickets.length > 0 ? 'why.title' : 'why.titleNot')}
      role="status"
    >
      <Stack gap="xs" align="flex-start">
        <Text fw={600} className="breakable">
          {t(`why.${key}`, { because, tickets: ticketList, count: tickets.length })}
        </Text>
        {known !== undefined && <Text size="sm">{t(`reasons:todo.${known}`)}</Text>}
        <Group gap="sm">
          <StateBadge state={state} />
          {since !== undefined && (
            <Text size="sm">{t('shutSince', { since: clockTime(since, now, i18n.language) })}</Text>
          )}
          {mending !== undefined && (
            <Anchor size="sm" fw={600} renderRoot={(props) => <Link {...mending.link} {...props} />}>
              {t(`reasons:where.${mending.where}`)}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
