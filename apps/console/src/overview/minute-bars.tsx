import { Paper, Text } from '@mantine/core';
import type { ThroughputPoint } from '@parley/contracts';
import { useTranslation } from 'react-i18next';

const HEIGHT = 60;
/** Of each minute's place, how much its bar takes; the rest is the gap to the next one. */
const BAR = 0.8;

interface MinuteBarsProps {
  readonly points: readonly ThroughputPoint[];
  readonly measure: 'events' | 'messages';
}

/** The last hour, a bar for each minute; for those who do not see it, its sum and its highest minute in words. */
export function MinuteBars({ points, measure }: MinuteBarsProps) {
  const { t, i18n } = useTranslation('overview');
  const number = new Intl.NumberFormat(i18n.language);
  const counts = points.map((point) => point[measure]);
  const highest = Math.max(1, ...counts);
  const sum = number.format(counts.reduce((total, count) => total + count, 0));
  const summary = t('lastHour', { sum, highest: number.format(Math.max(0, ...counts)) });
  return (
    <Paper withBorder p="sm">
      <Text fw={600}>{t(measure)}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {summary}
      </Text>
      <svg
        viewBox={`0 0 ${points.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={HEIGHT}
        role="img"
        aria-label={`${t(measure)}: ${summary}`}
      >
        {points.map((point, index) => {
          const height = (point[measure] / highest) * HEIGHT;
          return (
            <rect
              key={point.minute}
              x={index + (1 - BAR) / 2}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              fill="var(--mantine-primary-color-filled)"
            >
              <title>{`${clock(point.minute, i18n.language)}: ${number.format(point[measure])}`}</title>
            </rect>
          );
        })}
      </svg>
    </Paper>
  );
}

function clock(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(at));
}
