import { Group, NativeSelect } from '@mantine/core';
import type { ConfigurationVersionDetail } from '@parley/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section';
import { ChangeList } from './change-list';
import { differences } from './differences';

interface CompareVersionsProps {
  readonly organizationId: string;
  /** Newest first, two at least. */
  readonly versions: readonly ConfigurationVersionDetail[];
}

/** What differs between any two versions, in plain words (A6). */
export function CompareVersions({ organizationId, versions }: CompareVersionsProps) {
  const { t, i18n } = useTranslation('configuration');
  const [from, setFrom] = useState(() => String(versions[1]?.version ?? ''));
  const [to, setTo] = useState(() => String(versions[0]?.version ?? ''));
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const choices = versions.map(({ version, changedAt }) => ({
    value: String(version),
    label: t('history.choice', { version, date: format.format(new Date(changedAt)) }),
  }));
  const find = (wanted: string) => versions.find(({ version }) => String(version) === wanted);
  const [before, after] = [find(from), find(to)];
  return (
    <Section title={t('history.compare')}>
      <Group gap="sm">
        <NativeSelect
          label={t('history.from')}
          data={choices}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <NativeSelect
          label={t('history.to')}
          data={choices}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </Group>
      {before && after && (
        <ChangeList
          organizationId={organizationId}
          changes={differences(before.configuration, after.configuration)}
        />
      )}
    </Section>
  );
}
