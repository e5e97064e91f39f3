import { Anchor, Paper, SimpleGrid, Text } from '@mantine/core';
import type { ConversationState, OverviewView } from '@parley/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { durationOf } from '../ui/duration';

const STATES: readonly ConversationState[] = ['syncing', 'held', 'parked', 'blocked', 'frozen'];
/** Freshness from which on people wait for what they should see already, in seconds: the objective is 30. */
const LATE_SECONDS = 30;

/** The numbers that tell at a glance whether all is well. */
export function Figures({ view }: { readonly view: OverviewView }) {
  const { t, i18n } = useTranslation(['overview', 'conversations']);
  const number = new Intl.NumberFormat(i18n.language);
  const { freshnessSeconds, lanesBehind, conversations } = view;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 7 }}>
      <Figure label={t('freshness')} late={freshnessSeconds > LATE_SECONDS}>
        {freshnessSeconds === 0 ? t('upToDate') : durationOf(freshnessSeconds, i18n.language)}
      </Figure>
      <Figure label={t('lanesBehind')}>{number.format(lanesBehind)}</Figure>
      {STATES.map((state) => (
        <Figure
          key={state}
          label={t(`conversations:state.${state}`)}
          late={state === 'parked' && conversations.parked > 0}
        >
          <Anchor
            inherit
            c="inherit"
            renderRoot={(props) => <Link to="/conversations" search={{ state }} {...props} />}
          >
            {number.format(conversations[state])}
          </Anchor>
        </Figure>
      ))}
    </SimpleGrid>
  );
}

interface FigureProps {
  readonly label: string;
  readonly late?: boolean;
  readonly children: React.ReactNode;
}

function Figure({ label, late = false, children }: FigureProps) {
  return (
    <Paper withBorder p="sm">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={700} {...(late && { c: 'var(--parley-late)' })}>
        {children}
      </Text>
    </Paper>
  );
}
