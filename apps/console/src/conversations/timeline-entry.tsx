import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import type { CallView, TimelineEntry } from '@parley/contracts';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { isKnownReason, useReasonTitle } from '../ui/reason';
import { wordsOfEntry } from './timeline-words';

/** One line of the timeline in the viewer's language. */
export function EntryLine({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation('conversations');
  const reasonTitle = useReasonTitle();
  const { call, reason } = entry;
  return (
    <Stack gap={2}>
      {call === undefined ? <Words entry={entry} /> : <Call call={call} />}
      {reason !== undefined && (
        <Text size="sm" className="breakable">
          {isKnownReason(reason) ? reasonTitle(reason) : reason}
        </Text>
      )}
      {entry.event !== undefined && entry.kind === 'event' && (
        <Text size="xs" c="dimmed" className="breakable">
          {t('cause.event', { id: entry.event.id })}
        </Text>
      )}
    </Stack>
  );
}

function Words({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation('conversations');
  const { platformName } = useSession();
  const words = wordsOfEntry(entry);
  if (words === undefined) return <Text size="sm">{entry.summary}</Text>;
  const { delivery, mode, note, ...values } = words.values;
  const filled = {
    ...NOTHING,
    ...values,
    platform: platformName,
    delivery: isDelivery(delivery) ? t(`delivery.${delivery}`) : (delivery ?? ''),
    mode: mode === 'A' || mode === 'B' ? t(`mode.${mode}`, { platform: platformName }) : '',
  };
  const more = [
    ...(words.by === undefined ? [] : [t(`by.${words.by}`)]),
    ...(words.attachments === 0 ? [] : [t('attachments', { count: words.attachments })]),
  ];
  return (
    <>
      <Text size="sm" fw={500} className="breakable">
        {[t(`entry.${words.key}`, filled), ...more].join(', ')}
      </Text>
      {note !== undefined && note !== '' && (
        <Text size="sm" className="breakable">
          {note}
        </Text>
      )}
    </>
  );
}

/** Every value that words are filled with; each kind of entry has some. */
const NOTHING = { team: '', tags: '', fields: '', user: '', ticket: '', who: '' };

const DELIVERIES = ['pending', 'sent', 'failed'] as const;

function isDelivery(text: string | undefined): text is (typeof DELIVERIES)[number] {
  return DELIVERIES.some((delivery) => delivery === text);
}

/** A call to Zendesk: what was asked, and what came of it. */
function Call({ call }: { readonly call: CallView }) {
  const { t, i18n } = useTranslation('conversations');
  const { method, path, state, status, durationMs, requestId } = call;
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  return (
    <>
      <Group gap="xs">
        <Code className="breakable">
          {method} {path}
        </Code>
        <Badge variant="default" tt="none" size="sm">
          {t(`callState.${state}`)}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" className="breakable">
        {[
          ...(status === undefined ? [] : [t('call.status', { status })]),
          ...(durationMs === undefined ? [] : [t('call.duration', { ms: number.format(durationMs) })]),
          ...(requestId === undefined ? [] : [t('call.request', { id: requestId })]),
        ].join(' · ')}
      </Text>
    </>
  );
}
