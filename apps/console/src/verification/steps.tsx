import { Anchor, Stack, Text, ThemeIcon, Timeline, VisuallyHidden } from '@mantine/core';
import type { VerificationStep, VerificationView } from '@parley/contracts';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Moment } from '../ui/moment';

const LOOKS = {
  ok: { icon: IconCheck, color: 'teal' },
  waiting: { icon: IconClock, color: 'gray' },
  failed: { icon: IconAlertTriangle, color: 'red' },
} as const;

/** The four steps in the guide's order, each with its state, since when, and how to mend what is missing. */
export function Steps({ view }: { readonly view: VerificationView }) {
  const reached = view.steps.findIndex(({ state }) => state !== 'ok');
  return (
    <Timeline active={(reached === -1 ? view.steps.length : reached) - 1} bulletSize={28} color="teal.9">
      {view.steps.map((step) => (
        <Step key={step.step} step={step} history={view.history} />
      ))}
    </Timeline>
  );
}

interface StepProps {
  readonly step: VerificationStep;
  readonly history: VerificationView['history'];
}

function Step({ step: { step, state, since, missing, todo }, history }: StepProps) {
  const { t } = useTranslation('verification');
  const { icon: Icon, color } = LOOKS[state];
  return (
    <Timeline.Item
      bullet={
        <ThemeIcon size={28} radius="xl" color={color}>
          <Icon size={16} aria-hidden />
        </ThemeIcon>
      }
      title={
        <>
          {t(`step.${step}`)} <VisuallyHidden>({t(`state.${state}`)})</VisuallyHidden>
        </>
      }
      data-step={step}
      data-state={state}
    >
      <Stack gap={2}>
        {since !== undefined && (
          <Text size="sm" c="dimmed">
            <Moment at={since} />
          </Text>
        )}
        {missing !== undefined && <Text size="sm">{missing}</Text>}
        {todo !== undefined && (
          <Text size="sm" fw={600}>
            {todo}
          </Text>
        )}
        {step === 'history-complete' && history !== undefined && (
          <Text size="sm">
            <Anchor href={history.url} target="_blank" rel="noreferrer" inherit>
              {t('ticket', { id: history.zendeskTicketId })}
            </Anchor>
            {': '}
            {t('compared', {
              comments: history.comments,
              expected: history.expected.offset,
              marked: history.marked?.offset ?? '–',
            })}
          </Text>
        )}
      </Stack>
    </Timeline.Item>
  );
}
